import { fieldsBetween, pairs, same, shown, without, type Difference, type Said } from './different-fields.ts'
import { ofDeadline, ofLadder, ofLevel } from './different-duties.ts'
import {
  groundInWords,
  judgementInWords,
  permissionInWords,
  powerInWords,
  promiseInWords,
  regimeInWords,
  roleInWords,
  settingWords,
  tellsInWords,
} from './in-words.ts'
import { moneyInWords } from './money-in-words.ts'
import type { Policy } from './policy.ts'
import { promisesOf } from './promises.ts'
import { policyFor, yearKinds, yearOf, type CaseKind } from './year.ts'

export type { Difference } from './different-fields.ts'

/** What the second edition says otherwise than the first, in words: nothing that is the same in both. */
export function differencesBetween(before: Policy, after: Policy): Difference[] {
  const kinds = [...new Set([...yearKinds(before), ...yearKinds(after)])]
  return [
    ...ofPart(before, after, 'intervention'),
    ...ofWhole(before, after),
    ...kinds.flatMap((kind) => ofYear(before, after, kind)),
  ]
}

/** What an intervention and each year have of their own. */
function ofPart(before: Policy, after: Policy, of: CaseKind): Difference[] {
  const byId = <T extends { id: string }>(all: T[]) => new Map(all.map((one) => [one.id, one]))
  const found: Said[] = [
    ...pairs(byId(before.levels), byId(after.levels)).flatMap(([id, a, b]) => ofLevel(id, a, b)),
    ...pairs(byId(before.deadlines), byId(after.deadlines)).flatMap(([id, a, b]) =>
      ofDeadline(id, a, b, before, after),
    ),
    ...ofRecord('permissions', before, after, ({ permissions }) => permissions, permissionOf),
    ...ofTells(before, after),
  ]
  return found.map((one) => ({ ...one, of }))
}

const permissionOf = (id: string, one: Policy['permissions'][string], policy: Policy): string =>
  `${id} may be given by ${permissionInWords(policy, one)}`

/** What `ofPart` says of a year, and of the whole paper alike. */
const parts = ['levels', 'deadlines', 'permissions', 'tells']

function ofYear(before: Policy, after: Policy, kind: CaseKind): Difference[] {
  const own = (policy: Policy) => without(yearOf(policy, kind) ?? {}, parts)
  return [
    ...ofPart(policyFor(before, kind), policyFor(after, kind), kind),
    ...fieldsBetween(own(before), own(after)).map((sentence) => setting(sentence, kind)),
  ]
}

/** The fields of the whole paper whose difference is said in words of its own; the others are said by their names. */
const told = [
  'roles',
  'ladders',
  'grounds',
  'categories',
  'powers',
  'regimes',
  'money',
  'reasons',
  'calendar',
  'year',
  'districts',
  'codeOfPractice',
]
const alwaysOther = ['authority', 'name', 'edition', 'inForceFrom', 'inForceTo']

/** What holds for the whole paper. */
function ofWhole(before: Policy, after: Policy): Difference[] {
  const map = <T>(of: Record<string, T>) => new Map(Object.entries(of))
  const byLaw = ({ regimes }: Policy) => Object.fromEntries(regimes.map((one) => [one.law, one]))
  const found: Said[] = [
    ...pairs(map(before.ladders), map(after.ladders)).flatMap(([id, a, b]) => ofLadder(id, a, b, before, after)),
    ...ofRecord(
      'roles',
      before,
      after,
      ({ roles }) => roles,
      (id, one, policy) => roleInWords(policy, id, one),
    ),
    ...ofRecord(
      'words',
      before,
      after,
      ({ reasons }) => reasons,
      (id, title) => `reason ${id}: ${title}`,
    ),
    ...ofRecord('law', before, after, ({ grounds }) => grounds, groundInWords),
    ...ofRecord('law', before, after, ({ categories }) => categories, judgementInWords),
    ...ofRecord('law', before, after, ({ powers }) => powers, powerInWords),
    ...ofRecord('law', before, after, byLaw, (_id, one) => regimeInWords(one)),
    ...ofRecord('promises', before, after, promisesById, (_id, one, policy) => promiseInWords(policy, one)),
    ...ofRecord('money', before, after, moneyInWords, (_id, sentence) => sentence),
    ...ofSettings(before, after),
  ]
  const others = [...told, ...parts, ...alwaysOther]
  return [
    ...found.map((one): Difference => ({ ...one, of: 'intervention' })),
    ...fieldsBetween(without(before, others), without(after, others)).map((one) => setting(one, 'intervention')),
  ]
}

const promisesById = (policy: Policy) => Object.fromEntries(promisesOf(policy).map((one) => [one.id, one]))

const setting = (sentence: string, of: CaseKind): Difference => ({
  about: 'settings',
  of,
  id: sentence.split(/[ :]/)[0] ?? '',
  sentence,
})

/** What stands under an id: new, no more, or in other words; what the words do not say, field by field. */
function ofRecord<T>(
  about: Said['about'],
  old: Policy,
  now: Policy,
  of: (policy: Policy) => Record<string, T>,
  words: (id: string, one: T, policy: Policy) => string,
): Said[] {
  return pairs(new Map(Object.entries(of(old))), new Map(Object.entries(of(now)))).flatMap(([id, a, b]): Said[] => {
    const [was, is] = [a === undefined ? '' : words(id, a, old), b === undefined ? '' : words(id, b, now)]
    if (!was) return [{ about, id, sentence: `New is: ${is}` }]
    if (!is) return [{ about, id, sentence: `No more: ${was}` }]
    if (was !== is) return [{ about, id, sentence: `${was} becomes ${is}` }]
    return fieldsBetween(a, b).map((one) => ({ about, id, sentence: `${is}: ${one}` }))
  })
}

/** Who is told on what, with which letter. */
function ofTells(before: Policy, after: Policy): Said[] {
  const [a, b] = [tellsInWords(before), tellsInWords(after)]
  const only = (some: typeof a, others: typeof b) =>
    some.filter((one) => !others.some((other) => other.sentence === one.sentence))
  const say =
    (how: string) =>
    (one: { on: string; sentence: string }): Said => ({
      about: 'letters',
      id: one.on,
      sentence: `${how}: ${one.sentence}`,
    })
  return [...only(a, b).map(say('No longer told')), ...only(b, a).map(say('Newly told'))]
}

function ofSettings(before: Policy, after: Policy): Said[] {
  const fields = Object.keys(settingWords) as (keyof Policy['calendar'])[]
  const said = fields
    .filter((field) => !same(before.calendar[field], after.calendar[field]))
    .map((field): Said => ({
      about: 'settings',
      id: field,
      sentence: `The calendar: ${settingWords[field]}: ${shown(before.calendar[field])} becomes ${shown(after.calendar[field])}`,
    }))
  const places = ({ districts }: Policy) => new Map(districts.map((one) => [one, one]))
  return [
    ...said,
    ...pairs(places(before), places(after)).flatMap(([id, a, b]): Said[] =>
      a && b ? [] : [{ about: 'settings', id, sentence: `The district ${id} is ${b ? 'new' : 'no more'}` }],
    ),
  ]
}
