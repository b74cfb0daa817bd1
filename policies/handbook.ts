import { commandDescriptions, type CommandName } from '../cases/commands.ts'
import { fieldsOf, without } from './different-fields.ts'
import {
  clockInWords,
  groundInWords,
  judgementInWords,
  ladderInWords,
  levelInWords,
  metByInWords,
  opensInWords,
  permissionInWords,
  powerInWords,
  promiseInWords,
  regimeInWords,
  rhythmInWords,
  settingWords,
  standInInWords,
  tellsInWords,
  titleOfRole,
} from './in-words.ts'
import { isKeeping, keepings } from './keepings.ts'
import { moneyInWords } from './money-in-words.ts'
import type { DeadlineRule, Level, Policy } from './policy.ts'
import { promisesOf } from './promises.ts'
import { policyFor, yearKinds, yearOf, type CaseKind } from './year.ts'

export type Handbook = ReturnType<typeof handbookOf>

/** An authority's policy as its officers' handbook: all that it says, in words, nothing left out (SO-1). */
export function handbookOf(policy: Policy) {
  const kinds: CaseKind[] = ['intervention', ...yearKinds(policy)]
  const parts = kinds.map((kind) => partOf(policyFor(policy, kind), kind))
  return {
    authority: policy.authority,
    name: policy.name,
    edition: policy.edition,
    inForceFrom: policy.inForceFrom,
    paper: policy.paper,
    parts,
    ladders: Object.entries(policy.ladders).map(([id, ladder]) => ({
      id,
      statutory: ladder.statutory,
      assumption: ladder.assumption ?? false,
      rungs: ladderInWords(policy, ladder),
    })),
    people: Object.entries(policy.roles).map(([id, role]) => ({
      id,
      title: role.title,
      belongsTo: role.school ? ('school' as const) : role.outside ? ('outside' as const) : ('authority' as const),
      lineManager: role.lineManager ? titleOfRole(policy, role.lineManager) : null,
      standIn: standInInWords(policy, role.standIn) || null,
    })),
    promises: promisesOf(policy).map((one) => ({
      id: one.id,
      says: promiseInWords(policy, one),
      rule: one.rule,
      assumption: one.assumption,
    })),
    reasons: Object.entries(policy.reasons).map(([id, title]) => ({ id, title })),
    law: lawOf(policy),
    money: Object.values(moneyInWords(policy)),
    settings: settingsOf(policy),
    assumptions: assumptionsOf(policy, parts),
    rules: rulesOf(policy, parts),
  }
}

type Part = ReturnType<typeof partOf>

/** What holds in an intervention, or in the year of a school, a district, the authority. */
function partOf(policy: Policy, of: CaseKind) {
  const year = yearOf(policy, of)
  return {
    of,
    title: of === 'intervention' ? 'Schools causing concern' : (year?.title ?? ''),
    levels: yearOf(policy, of) && !policy.levels.some((one) => one.rule) ? [] : policy.levels.map(levelOf(policy)),
    duties: policy.deadlines.map((rule) => dutyOf(policy, rule)),
    whoMay: Object.entries(policy.permissions).map(([command, permission]) => ({
      command,
      does: isKeeping(command) ? keepings[command] : commandDescriptions[command as CommandName],
      who: permissionInWords(policy, permission),
    })),
    told: tellsInWords(policy).map(({ sentence }) => sentence),
    settings: fieldsOf(without(year ?? {}, ['title', 'levels', 'deadlines', 'permissions', 'tells'])),
  }
}

const levelOf = (policy: Policy) => (level: Level) => ({
  id: level.id,
  name: level.name,
  says: levelInWords(level),
  rule: level.rule,
  criteria: Object.values(level.criteria ?? {}),
  brings: level.brings ?? [],
  asksForCaseAt: level.wantsCase ?? [],
  owes: policy.deadlines
    .filter(({ opens }) => opens.always || opens.atLevel?.includes(level.id))
    .map((rule) => rule.id),
})

const wordedFields = [
  'id',
  'title',
  'rule',
  'owner',
  'opens',
  'recurs',
  'byAgreement',
  'clock',
  'why',
  'next',
  'metBy',
  'ladder',
  'assumption',
]

function dutyOf(policy: Policy, rule: DeadlineRule) {
  return {
    id: rule.id,
    title: rule.title,
    rule: rule.rule,
    owedBy: titleOfRole(policy, rule.owner),
    owner: rule.owner,
    when: opensInWords(policy, { ...rule, recurs: undefined, byAgreement: undefined }),
    comes: rhythmInWords(rule),
    within: clockInWords(rule.clock),
    why: rule.why,
    next: rule.next,
    metBy: metByInWords(rule),
    ladder: rule.ladder,
    assumption: rule.assumption,
    besides: fieldsOf(without(withoutUsual(rule), wordedFields)),
  }
}

/** What every duty has that says nothing else: it is left out of the handbook. */
function withoutUsual(rule: DeadlineRule): Record<string, unknown> {
  const usual: Record<string, unknown> = {
    unlessCase: false,
    from: 'entry',
    fixed: false,
    lapses: false,
    chasedBy: 'interventionCase',
  }
  return Object.fromEntries(Object.entries(rule).filter(([field, value]) => usual[field] !== value))
}

const lawOf = ({ regimes, grounds, categories, powers }: Policy): string[] => [
  ...regimes.map(regimeInWords),
  ...Object.entries(grounds).map(([id, one]) => groundInWords(id, one)),
  ...Object.entries(categories).map(([id, one]) => judgementInWords(id, one)),
  ...Object.entries(powers).map(([id, one]) => powerInWords(id, one)),
]

const told = [
  'authority',
  'name',
  'edition',
  'inForceFrom',
  'inForceTo',
  'paper',
  'levels',
  'deadlines',
  'permissions',
  'tells',
]
const toldBesides = [
  'roles',
  'ladders',
  'grounds',
  'categories',
  'powers',
  'regimes',
  'reasons',
  'calendar',
  'year',
  'codeOfPractice',
  'money',
]

const settingsOf = (policy: Policy): string[] => [
  ...Object.entries(policy.calendar).map(
    ([field, value]) =>
      `${settingWords[field as keyof Policy['calendar']]}: ${typeof value === 'boolean' ? (value ? 'yes' : 'no') : value}`,
  ),
  ...fieldsOf(without(policy, [...told, ...toldBesides])),
]

/** Where the number is ours and not the paper’s. */
const assumptionsOf = (policy: Policy, parts: Part[]): string[] => [
  ...parts.flatMap(({ duties }) =>
    duties.filter((one) => one.assumption).map((one) => `${one.title}: ${one.within}, ${one.comes} (${one.rule})`),
  ),
  ...promisesOf(policy)
    .filter((one) => one.assumption)
    .map((one) => `${promiseInWords(policy, one)} (${one.rule})`),
  ...Object.entries(policy.ladders)
    .filter(([, one]) => one.assumption)
    .map(([id]) => `The ladder “${id}”`),
  ...policy.regimes.filter(({ period }) => period.assumption).map((one) => regimeInWords(one)),
]

/** Each rule of the paper or the law that is named, with what carries it. */
function rulesOf(policy: Policy, parts: Part[]): { rule: string; carriedBy: string[] }[] {
  const named = [
    ...parts.flatMap(({ levels, duties }) => [
      ...levels.map(({ rule, name }) => ({ rule, name })),
      ...duties.map(({ rule, title }) => ({ rule, name: title })),
    ]),
    ...promisesOf(policy).map(({ rule, title }) => ({ rule, name: `notice of ${title}` })),
  ]
  const each = named.flatMap(({ rule, name }) => rule.split(/, */).map((one) => ({ rule: one, name })))
  return [...Map.groupBy(each, ({ rule }) => rule)].map(([rule, all]) => ({
    rule,
    carriedBy: [...new Set(all.map(({ name }) => name))],
  }))
}
