import { formatDay } from '../calendar/day.ts'
import { chasedBy, type Procedure } from '../cases/procedures.ts'
import { cardOf } from '../cases/record.ts'
import type { CaseState, Notice, Statement } from '../cases/state.ts'
import type { Policy } from '../policies/policy.ts'
import type { ProcedureNews } from './messages.ts'

/** What a procedure is told of itself. */
export function procedureNewsOf(policy: Policy, state: CaseState, procedure: Procedure): ProcedureNews {
  const card = cardOf(state)
  const hidden = policy.confidential ? ({ confidential: true } as const) : {}
  const deadlines = chasedBy(state, procedure)
  if (procedure.type === 'warningNotice') {
    const notice = state.notice?.childId === procedure.childId ? state.notice : null
    return {
      ...hidden,
      card,
      deadlines,
      title: 'Warning notice',
      letters: [],
      facts: notice ? noticeFacts(policy, state, notice) : [],
      ended: notice ? (notice.ended ?? null) : 'replaced',
    }
  }
  const statement = state.statements.find((one) => one.childId === procedure.childId)
  const title = statement?.urgent ? 'Urgent statement of action' : 'Statement of action'
  return {
    ...hidden,
    card,
    deadlines,
    title,
    letters: [],
    facts: statement ? statementFacts(policy, state, statement) : [],
    ended: statement?.ended ?? null,
  }
}

/** The letters that are about a procedure, by the names of their texts. */
export const aboutProcedure = {
  warningNotice: /· (notice|warning-notice|powers?)-?[a-z-]* ?/,
  statementOfAction: /· (statement|urgent)-[a-z-]+/,
}

const schoolFacts = (policy: Policy, state: CaseState): [string, string][] => [
  ['School', `${state.school.name} (URN ${state.school.urn})`],
  [
    'Level',
    `${policy.levels.find((level) => level.id === state.level)?.name ?? state.level}, since ${formatDay(state.levelSince)}`,
  ],
  ['Case', state.caseId],
]

function noticeFacts(policy: Policy, state: CaseState, notice: Notice): [string, string][] {
  const days: [string, string | undefined][] = [
    ['Given on', notice.givenOn],
    ['Period ends on', notice.period?.due ?? undefined],
    ['Answer received on', notice.receivedOn],
    ['Decided on', notice.decidedOn],
    ['Powers lapse after', notice.windowEndsOn],
  ]
  return [
    ...schoolFacts(policy, state),
    ['Stage', notice.ended ?? (notice.period?.ended ? 'the period has ended' : notice.stage)],
    ['Grounds', notice.grounds.map((one) => policy.grounds[one]?.title ?? one).join('; ')],
    ...days.flatMap(([name, day]): [string, string][] => (day ? [[name, formatDay(day)]] : [])),
    ...(notice.proposed ? [['Powers proposed', notice.proposed.join(', ')] as [string, string]] : []),
  ]
}

function statementFacts(policy: Policy, state: CaseState, statement: Statement): [string, string][] {
  return [
    ...schoolFacts(policy, state),
    ['Counted from', formatDay(statement.owedFrom)],
    ...(statement.filedOn ? [['Filed on', formatDay(statement.filedOn)] as [string, string]] : []),
  ]
}
