import { formatDay } from '../calendar/day.ts'
import type { Policy } from '../policies/policy.ts'
import { promisesOf } from '../policies/promises.ts'
import { yearOf } from '../policies/year.ts'
import type { CommandName } from './commands.ts'
import { isSchoolRole, titleOf } from './roles.ts'
import type { CaseState, Deadline } from './state.ts'
import { isOwed } from './turn.ts'

/** Something that may be said in a field of a command. */
export interface Choice {
  value: string
  text: string
  hint?: string
}

/** What a field's choices come from: the policy, or what the case owes. */
const sources = {
  level: ({ policy }) => policy.levels.map(({ id, name, summary }) => ({ value: id, text: name, hint: summary })),
  category: ({ policy }) =>
    policy.levels.slice(1).map(({ id, name, summary }) => ({ value: id, text: name, hint: summary })),
  reason: ({ policy }) => entries(policy.reasons),
  ground: ({ policy }) => entries(policy.grounds),
  power: ({ policy }) =>
    Object.entries(policy.powers).map(([value, one]) => ({ value, text: one.title, hint: one.section })),
  judgement: ({ policy }) => entries(policy.categories),
  'support-kind': ({ policy }) =>
    (policy.money?.kinds ?? []).map(({ id, title, rule }) => ({ value: id, text: title, hint: rule })),
  'support-level': ({ policy, state }) =>
    (yearOf(policy, state.kind)?.support ?? []).map((one) => ({ value: one, text: one })),
  criterion: ({ policy }) => policy.levels.flatMap(({ criteria = {} }) => entries(criteria)),
  promise: ({ policy }) => promisesOf(policy).map((one) => ({ value: one.id, text: one.title, hint: one.rule })),
  role: ({ policy }) => rolesOf(policy, (id) => !isSchoolRole(policy, id)),
  'school-role': ({ policy }) => rolesOf(policy, (id) => isSchoolRole(policy, id)),
  owed: ({ state }) => state.deadlines.filter(isOwed).map(occurrence),
  asked: ({ state }) => state.deadlines.filter(({ asked }) => asked).map(occurrence),
  'left-to-agreement': ({ policy }) =>
    policy.deadlines.filter((one) => one.byAgreement).map(({ id, title }) => ({ value: id, text: title })),
  duty: ({ state }) => state.deadlines.filter(isOwed).map(({ id, title }) => ({ value: id, text: title })),
} as const satisfies Record<string, (known: Known) => Choice[]>

export type Source = keyof typeof sources

interface Known {
  policy: Policy
  state: CaseState
}

function occurrence({ id, due, title }: Deadline): Choice {
  return { value: due ? `${id}@${due}` : id, text: title, hint: due ? `due ${formatDay(due)}` : 'no fixed day' }
}

/** Which fields of which commands are chosen from what; of the others either the schema says all, or somebody writes. */
const chosen: Partial<Record<CommandName, Record<string, Source>>> = {
  openCase: { level: 'level', reasons: 'reason' },
  changeLevel: { to: 'level' },
  completeMilestone: { milestone: 'duty' },
  recordVisit: { by: 'role' },
  planSupport: { kind: 'support-kind' },
  recordSupport: { kind: 'support-kind' },
  recordReport: { to: 'role' },
  recordOfstedJudgement: { judgement: 'judgement' },
  requestWarningNotice: { grounds: 'ground' },
  proposePowers: { powers: 'power' },
  usePower: { power: 'power' },
  acknowledge: { deadline: 'owed' },
  requestExtension: { deadline: 'owed' },
  extendDeadline: { deadline: 'owed' },
  refuseExtension: { deadline: 'asked' },
  suspendDeadline: { deadline: 'owed' },
  resumeDeadline: { deadline: 'owed' },
  recommendCategory: { category: 'category', support: 'support-level', criteria: 'criterion' },
  confirmCategory: { category: 'category', support: 'support-level', criteria: 'criterion' },
  agreeCategory: { of: 'school-role' },
  decideChallenge: { category: 'category' },
  agreeRhythm: { duty: 'left-to-agreement' },
  completeDuty: { duty: 'duty' },
  announce: { what: 'promise', to: 'level' },
}

/** What may be said in a field of a command in this case; undefined where the field is no choice of the policy's. */
export function choicesOf(known: Known, name: CommandName, field: string): Choice[] | undefined {
  const source = chosen[name]?.[field]
  if (!source) return undefined
  const seen = new Set<string>()
  return sources[source](known).filter(({ value }) => !seen.has(value) && seen.add(value))
}

const entries = (titles: Record<string, string | { title: string }>): Choice[] =>
  Object.entries(titles).map(([value, one]) => ({ value, text: typeof one === 'string' ? one : one.title }))

const rolesOf = (policy: Policy, wanted: (id: string) => boolean): Choice[] =>
  Object.keys(policy.roles)
    .filter(wanted)
    .map((value) => ({ value, text: titleOf(policy, value) }))
