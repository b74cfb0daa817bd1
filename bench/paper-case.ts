import { answer } from '../cases/reckoning.ts'
import { formatLondon } from '../calendar/london.ts'
import { createCalendar } from '../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../calendar/shipped.ts'
import { blankCase } from '../cases/blank-case.ts'
import { decide } from '../cases/decide.ts'
import { recordOf, type TurnRecord } from '../cases/record.ts'
import { settling } from '../cases/settle.ts'
import type { CaseState, School } from '../cases/state.ts'
import { beginTurn } from '../cases/turn.ts'
import type { Policy } from '../policies/policy.ts'

export interface PaperCase {
  state: CaseState
  turn: TurnRecord
}

/** The same school in the records and in a case. */
export const benchSchool = (number: number): School => ({
  urn: String(900_000 + number),
  name: `Bench School ${number}`,
  phase: 'primary',
  district: 'south-staffs',
  denomination: null,
})

/** Opens cases as the rules have it, all at one moment, with no server: as a case is that has just gone on in a new run. */
export function openOnPaper(policy: Policy, level: string, atMs: number): (school: School) => PaperCase {
  const { authority } = policy
  const calendar = createCalendar({
    authority,
    bankHolidays: shippedBankHolidays(),
    terms: shippedTerms(),
    oneWeekHalfTermIsLong: policy.calendar.oneWeekHalfTermIsLong,
  })
  return (school) => {
    const blank = blankCase(policy, school, `${authority}-${school.urn}-1`)
    const turn = beginTurn(policy, blank, formatLondon(atMs), 'command', { role: 'dsim', personId: 'dsim' })
    const input = { authority, school: school.urn, level, reasons: ['other' as const], summary: 'A bench case' }
    decide(turn, { name: 'openCase', input })
    const steps = settling(turn)
    for (let step = steps.next(); !step.done;)
      step = steps.next(step.value.map((question) => answer(calendar, policy, question)))
    return { state: turn.state, turn: { ...recordOf(turn, blank), letters: [] } }
  }
}
