import type { CaseWithSupport } from './expenditure.ts'
import { total, type Support } from './money.ts'
import type { Day } from './state.ts'

/** A stream of support into a school, whatever cases it stands in, and what it achieved (DA-5). */
export interface Stream {
  stream: string
  kinds: string[]
  from: Day
  /** Null: it goes on until somebody says otherwise. */
  until: Day | null
  goesOn: boolean
  planned: { days: number; pounds: number }
  given: { days: number; pounds: number }
  achieved: { on: Day; impact: string }[]
  caseIds: string[]
}

/** The streams of support into a school, seen together as they stand on a day; those that go on come first. */
export function streamsOf(cases: readonly Pick<CaseWithSupport, 'caseId' | 'support'>[], day: Day): Stream[] {
  const all = cases.flatMap(({ caseId, support }) => support.map((one) => ({ ...one, caseId })))
  return [...Map.groupBy(all, (one) => one.stream ?? one.kind)]
    .map(([stream, own]) => streamOf(stream, own, day))
    .sort((a, b) => Number(b.goesOn) - Number(a.goesOn) || (a.from < b.from ? -1 : 1))
}

function streamOf(stream: string, own: (Support & { caseId: string })[], day: Day): Stream {
  const lasts = own.map(lastOf)
  const sumOf = (stage: Support['stage']) => {
    const of = own.filter((one) => one.stage === stage)
    return { days: total(of.map((one) => one.days)), pounds: total(of.map((one) => one.pounds)) }
  }
  return {
    stream,
    kinds: [...new Set(own.map((one) => one.kind))],
    from: own.map((one) => one.on).toSorted()[0] ?? day,
    until: lasts.includes(null) ? null : (lasts.toSorted().at(-1) ?? null),
    goesOn: own.some((one) => one.on <= day && (lastOf(one) ?? day) >= day),
    planned: sumOf('planned'),
    given: sumOf('given'),
    achieved: own.filter((one) => one.impact).map(({ on, impact }) => ({ on, impact })),
    caseIds: [...new Set(own.map((one) => one.caseId))],
  }
}

/** What is planned without an end goes on; what is given is given on its day. */
const lastOf = ({ until, stage, on }: Support): Day | null => until ?? (stage === 'planned' ? null : on)
