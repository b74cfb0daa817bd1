import { policyFor, yearKinds, type CaseKind } from './year.ts'
import {
  clockInWords,
  metByInWords,
  opensInWords,
  permissionInWords,
  regimeInWords,
  rhythmInWords,
  rungInWords,
  titleOfRole,
} from './in-words.ts'
import type { DeadlineRule, Ladder, Level, Policy } from './policy.ts'

/** One thing that is otherwise in another edition: what it is about, and how, in a sentence. */
export interface Difference {
  about: 'levels' | 'deadlines' | 'ladders' | 'roles' | 'permissions' | 'letters' | 'law' | 'words' | 'settings'
  /** The years' parts of the policy by their kind; an intervention's otherwise. */
  of: CaseKind
  /** The id of what has changed. */
  id: string
  sentence: string
}

/** What the second edition says otherwise than the first, in words: nothing that is the same in both. */
export function differencesBetween(before: Policy, after: Policy): Difference[] {
  const kinds = [...new Set([...yearKinds(before), ...yearKinds(after)])]
  const shared = (policy: Policy): Policy => ({ ...policy, levels: [], deadlines: [], permissions: {}, tells: [] })
  return [
    ...ofPart(before, after, 'intervention'),
    ...ofWhole(shared(before), shared(after)),
    ...kinds.flatMap((kind) => ofPart(policyFor(before, kind), policyFor(after, kind), kind)),
  ]
}

type Said = Omit<Difference, 'of'>

/** What an intervention and each year have of their own. */
function ofPart(before: Policy, after: Policy, of: CaseKind): Difference[] {
  const byId = <T extends { id: string }>(all: T[]) => new Map(all.map((one) => [one.id, one]))
  const found: Said[] = [
    ...pairs(byId(before.levels), byId(after.levels)).flatMap(([id, a, b]) => ofLevel(id, a, b)),
    ...pairs(byId(before.deadlines), byId(after.deadlines)).flatMap(([id, a, b]) =>
      ofDeadline(id, a, b, before, after),
    ),
    ...ofRecord(
      'permissions',
      before.permissions,
      after.permissions,
      (id, one, policy) => [`${id} may be given by ${permissionInWords(policy, one)}`],
      before,
      after,
    ),
    ...ofTells(before, after),
  ]
  return found.map((one) => ({ ...one, of }))
}

/** What holds for the whole paper. */
function ofWhole(before: Policy, after: Policy): Difference[] {
  const ladders = pairs(new Map(Object.entries(before.ladders)), new Map(Object.entries(after.ladders)))
  const regimes = (policy: Policy) => Object.fromEntries(policy.regimes.map((one) => [one.law, one]))
  const found: Said[] = [
    ...ladders.flatMap(([id, a, b]) => ofLadder(id, a, b, before, after)),
    ...ofRecord(
      'roles',
      before.roles,
      after.roles,
      (id, one, policy) => [
        `${one.title} (${id})`,
        one.lineManager ? `line manager: ${titleOfRole(policy, one.lineManager)}` : 'no line manager',
        one.standIn
          ? `stand-in: ${
              typeof one.standIn === 'string'
                ? titleOfRole(policy, one.standIn)
                : Object.entries(one.standIn)
                    .map(([phase, role]) => `${titleOfRole(policy, role)} (${phase})`)
                    .join(', ')
            }`
          : 'no stand-in',
      ],
      before,
      after,
    ),
    ...ofRecord('words', before.reasons, after.reasons, (id, title) => [`reason ${id}: ${title}`], before, after),
    ...ofRecord(
      'law',
      before.grounds,
      after.grounds,
      (id, one) => [`ground ${id}: ${one.title}${one.inAct ? '' : ' (not in the Act)'}`],
      before,
      after,
    ),
    ...ofRecord(
      'law',
      before.categories,
      after.categories,
      (id, one) => [
        `Ofsted’s judgement ${id}: ${one.title}, ${one.formal ? 'formal' : 'not formal'}${one.level ? `, brings ${one.level}` : ''}`,
      ],
      before,
      after,
    ),
    ...ofRecord(
      'law',
      before.powers,
      after.powers,
      (id, one) => [
        `power ${id}: ${one.title} (${one.section})${one.needsConsent ? ', with consent' : ''}${one.inWindowOnly ? ', in the window only' : ''}`,
      ],
      before,
      after,
    ),
    ...ofRecord(
      'law',
      regimes(before),
      regimes(after),
      (_id, one) => [regimeInWords(one), one.appeal ? 'with an appeal' : 'without an appeal'],
      before,
      after,
    ),
    ...ofSettings(before, after),
  ]
  return found.map((one) => ({ ...one, of: 'intervention' }))
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What stands in either, with both its forms. */
function pairs<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): [string, T | undefined, T | undefined][] {
  return [...new Set([...before.keys(), ...after.keys()])].map((id) => [id, before.get(id), after.get(id)])
}

function ofLevel(id: string, before: Level | undefined, after: Level | undefined): Said[] {
  const say = (sentence: string): Said => ({ about: 'levels', id, sentence })
  if (!before) return after ? [say(`The level ${after.name} (${id}) is new: ${after.summary || after.name}`)] : []
  if (!after) return [say(`The level ${before.name} (${id}) is no more`)]
  return [
    ...(before.name === after.name ? [] : [say(`The level ${before.name} is now called ${after.name}`)]),
    ...(before.summary === after.summary ? [] : [say(`${after.name}: “${before.summary}” becomes “${after.summary}”`)]),
    ...(before.intervention === after.intervention
      ? []
      : [say(`${after.name} ${after.intervention ? 'now counts' : 'no longer counts'} as intervention (TERM-4)`)]),
    ...(before.support === after.support
      ? []
      : [say(`${after.name}: ${before.support ?? 'no'} support becomes ${after.support ?? 'none'}`)]),
    ...(same(before.wantsCase, after.wantsCase)
      ? []
      : [say(`${after.name}: asks for a case at ${(after.wantsCase ?? ['none']).join(', ')}`)]),
  ]
}

function ofDeadline(
  id: string,
  before: DeadlineRule | undefined,
  after: DeadlineRule | undefined,
  old: Policy,
  now: Policy,
): Said[] {
  const say = (sentence: string): Said => ({ about: 'deadlines', id, sentence })
  if (!before)
    return after
      ? [
          say(
            `New is: ${after.title}, owed by the ${titleOfRole(now, after.owner)}, ${clockInWords(after.clock)}, ${opensInWords(now, after)} (${after.rule})`,
          ),
        ]
      : []
  if (!after) return [say(`No longer owed: ${before.title} (${before.rule})`)]
  const became: [string, string][] = [
    [`“${before.title}”`, `“${after.title}”`],
    [clockInWords(before.clock), clockInWords(after.clock)],
    [rhythmInWords(before.recurs), rhythmInWords(after.recurs)],
    [before.why, after.why],
    [before.next, after.next],
    [`rule ${before.rule}`, `rule ${after.rule}`],
    [`met by ${metByInWords(before)}`, `met by ${metByInWords(after)}`],
    [`the ladder “${before.ladder}”`, `the ladder “${after.ladder}”`],
  ]
  const opens = (policy: Policy, rule: DeadlineRule) => opensInWords(policy, { ...rule, recurs: undefined })
  const named = ['title', 'clock', 'recurs', 'why', 'next', 'rule', 'metBy', 'ladder', 'owner', 'opens', 'assumption']
  const others = Object.keys({ ...before, ...after }).filter(
    (field) => !named.includes(field),
  ) as (keyof DeadlineRule)[]
  return [
    ...(before.owner === after.owner
      ? []
      : [
          say(
            `${after.title}: owed by the ${titleOfRole(now, after.owner)}, no longer by the ${titleOfRole(old, before.owner)}`,
          ),
        ]),
    ...became.filter(([a, b]) => a !== b).map(([a, b]) => say(`${after.title}: ${become(a, b)}`)),
    ...(same(before.opens, after.opens)
      ? []
      : [say(`${after.title}: owed ${opens(now, after)}, no longer ${opens(old, before)}`)]),
    ...(before.assumption === after.assumption
      ? []
      : [say(`${after.title}: the number is ${after.assumption ? 'now an assumption' : 'the paper’s own now'}`)]),
    ...others
      .filter((field) => !same(before[field], after[field]))
      .map((field) => say(`${after.title}: ${field} ${become(shown(before[field]), shown(after[field]))}`)),
  ]
}

const shown = (value: unknown): string =>
  value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value)

/** ‘15 working days become 20’: what both have in common at the end is said once. */
function become(before: string, after: string): string {
  const counted = /^(\d+) (.*?)s?$/
  const [, , a] = counted.exec(before) ?? []
  const [, count, b] = counted.exec(after) ?? []
  const verb = /^\d+ \w.*s$/.test(before) ? 'become' : 'becomes'
  return `${before} ${verb} ${count !== undefined && a === b ? count : after}`
}

function ofLadder(id: string, before: Ladder | undefined, after: Ladder | undefined, old: Policy, now: Policy): Said[] {
  const say = (sentence: string): Said => ({ about: 'ladders', id, sentence })
  if (!before) return [say(`The ladder “${id}” is new`)]
  if (!after) return [say(`The ladder “${id}” is no more`)]
  const rungs = (policy: Policy, ladder: Ladder) => ladder.rungs.map((rung) => rungInWords(policy, rung))
  const [a, b] = [rungs(old, before), rungs(now, after)]
  return [
    ...a.filter((rung) => !b.includes(rung)).map((rung) => say(`The ladder “${id}” loses the rung ${rung}`)),
    ...b.filter((rung) => !a.includes(rung)).map((rung) => say(`The ladder “${id}” gains the rung ${rung}`)),
    ...(before.statutory === after.statutory
      ? []
      : [say(`The ladder “${id}” is ${after.statutory ? 'now' : 'no longer'} statutory`)]),
    ...(same(before.look, after.look) ? [] : [say(`The ladder “${id}”: who looks, and how often, has changed`)]),
  ]
}

function ofRecord<T>(
  about: Said['about'],
  before: Record<string, T>,
  after: Record<string, T>,
  words: (id: string, one: T, policy: Policy) => string[],
  old: Policy,
  now: Policy,
): Said[] {
  return pairs(new Map(Object.entries(before)), new Map(Object.entries(after))).flatMap(([id, a, b]): Said[] => {
    const [was, is] = [a === undefined ? [] : words(id, a, old), b === undefined ? [] : words(id, b, now)]
    if (!was.length) return [{ about, id, sentence: `New is: ${is.join('; ')}` }]
    if (!is.length) return [{ about, id, sentence: `No more: ${was.join('; ')}` }]
    if (same(a, b) && same(was, is)) return []
    const changed = was.flatMap((one, at) => (one === is[at] ? [] : [`${one} becomes ${is[at]}`]))
    return [{ about, id, sentence: changed.length ? changed.join('; ') : `${is[0]}: changed` }]
  })
}

/** Who is told on what, with which letter. */
function ofTells(before: Policy, after: Policy): Said[] {
  const words = (policy: Policy) =>
    policy.tells.flatMap(({ on, letter, to, onlyIf }) =>
      to.map((role) => ({
        on,
        sentence: `${titleOfRole(policy, role)} on ${on.replaceAll('-', ' ')}, with the letter “${letter}”${onlyIf ? `, where there is a ${onlyIf}` : ''}`,
      })),
    )
  const [a, b] = [words(before), words(after)]
  const missing = (one: { sentence: string }, all: { sentence: string }[]) =>
    !all.some((other) => other.sentence === one.sentence)
  return [
    ...a
      .filter((one) => missing(one, b))
      .map(({ on, sentence }): Said => ({ about: 'letters', id: on, sentence: `No longer told: ${sentence}` })),
    ...b
      .filter((one) => missing(one, a))
      .map(({ on, sentence }): Said => ({ about: 'letters', id: on, sentence: `Newly told: ${sentence}` })),
  ]
}

const settingWords: Record<keyof Policy['calendar'], string> = {
  oneWeekHalfTermIsLong: 'whether a one-week half term is longer than a week (LAW-10)',
  statementAnchor: 'the day of the report that starts the statement’s clock (LAW-10)',
  firstTerm: 'whether the first term counts (TERM-2)',
}

function ofSettings(before: Policy, after: Policy): Said[] {
  const fields = Object.keys(settingWords) as (keyof Policy['calendar'])[]
  const said = fields
    .filter((field) => before.calendar[field] !== after.calendar[field])
    .map((field): Said => ({
      about: 'settings',
      id: field,
      sentence: `The calendar: ${settingWords[field]}: ${shown(before.calendar[field])} becomes ${shown(after.calendar[field])}`,
    }))
  const pace = same(before.insufficientPace, after.insufficientPace)
    ? []
    : [
        {
          about: 'settings',
          id: 'insufficientPace',
          sentence: `Insufficient pace: ${shown(before.insufficientPace)} becomes ${shown(after.insufficientPace)}`,
        } as const,
      ]
  const districts = pairs(
    new Map(before.districts.map((one) => [one, one])),
    new Map(after.districts.map((one) => [one, one])),
  )
  return [
    ...said,
    ...pace,
    ...districts.flatMap(([id, a, b]): Said[] =>
      a && b ? [] : [{ about: 'settings', id, sentence: `The district ${id} is ${b ? 'new' : 'no more'}` }],
    ),
  ]
}
