import { become, fieldsBetween, same, without, type Said } from './different-fields.ts'
import {
  clockInWords,
  levelInWords,
  metByInWords,
  opensInWords,
  rhythmInWords,
  rungInWords,
  titleOfRole,
} from './in-words.ts'
import type { DeadlineRule, Ladder, Level, Policy } from './policy.ts'

/** What is otherwise of one level, or that it is new or no more. */
export function ofLevel(id: string, before: Level | undefined, after: Level | undefined): Said[] {
  const say = (sentence: string): Said => ({ about: 'levels', id, sentence })
  if (!before) return after ? [say(`The level ${after.name} (${id}) is new: ${levelInWords(after)}`)] : []
  if (!after) return [say(`The level ${before.name} (${id}) is no more`)]
  const told = ['name', 'summary', 'intervention']
  return [
    ...(before.name === after.name ? [] : [say(`The level ${before.name} is now called ${after.name}`)]),
    ...(before.summary === after.summary ? [] : [say(`${after.name}: “${before.summary}” becomes “${after.summary}”`)]),
    ...(before.intervention === after.intervention
      ? []
      : [say(`${after.name} ${after.intervention ? 'now counts' : 'no longer counts'} as intervention (TERM-4)`)]),
    ...fieldsBetween(without(before, told), without(after, told)).map((one) => say(`${after.name}: ${one}`)),
  ]
}

/** The fields of a duty whose difference is said in words of its own; the others are said by their names. */
const told = [
  'id',
  'title',
  'clock',
  'recurs',
  'byAgreement',
  'why',
  'next',
  'rule',
  'metBy',
  'ladder',
  'owner',
  'opens',
  'assumption',
]

/** What is otherwise of one duty, or that it is new or no longer owed. */
export function ofDeadline(
  id: string,
  before: DeadlineRule | undefined,
  after: DeadlineRule | undefined,
  old: Policy,
  now: Policy,
): Said[] {
  const say = (sentence: string): Said => ({ about: 'deadlines', id, sentence })
  if (!before) return after ? [say(newDuty(now, after))] : []
  if (!after) return [say(`No longer owed: ${before.title} (${before.rule})`)]
  const became: [string, string][] = [
    [`“${before.title}”`, `“${after.title}”`],
    [clockInWords(before.clock), clockInWords(after.clock)],
    [rhythmInWords(before), rhythmInWords(after)],
    [`“${before.why}”`, `“${after.why}”`],
    [`“${before.next}”`, `“${after.next}”`],
    [`rule ${before.rule}`, `rule ${after.rule}`],
    [`met by ${metByInWords(before)}`, `met by ${metByInWords(after)}`],
    [`the ladder “${before.ladder}”`, `the ladder “${after.ladder}”`],
  ]
  const opens = (policy: Policy, rule: DeadlineRule) =>
    opensInWords(policy, { ...rule, recurs: undefined, byAgreement: undefined })
  const owner = (policy: Policy, rule: DeadlineRule) => titleOfRole(policy, rule.owner)
  return [
    ...(before.owner === after.owner
      ? []
      : [`owed by the ${owner(now, after)}, no longer by the ${owner(old, before)}`]),
    ...became.filter(([a, b]) => a !== b).map(([a, b]) => become(a, b)),
    ...(same(before.opens, after.opens) ? [] : [`owed ${opens(now, after)}, no longer ${opens(old, before)}`]),
    ...(before.assumption === after.assumption
      ? []
      : [`the number is ${after.assumption ? 'now an assumption' : 'the paper’s own now'}`]),
    ...fieldsBetween(without(before, told), without(after, told)),
  ].map((words) => say(`${after.title}: ${words}`))
}

const newDuty = (policy: Policy, rule: DeadlineRule): string =>
  `New is: ${rule.title}, owed by the ${titleOfRole(policy, rule.owner)}, ${clockInWords(rule.clock)}, ${opensInWords(policy, rule)} (${rule.rule})`

/** What is otherwise of one ladder, rung by rung, or that it is new or no more. */
export function ofLadder(
  id: string,
  before: Ladder | undefined,
  after: Ladder | undefined,
  old: Policy,
  now: Policy,
): Said[] {
  const say = (sentence: string): Said => ({ about: 'ladders', id, sentence: `The ladder “${id}” ${sentence}` })
  if (!before) return [say('is new')]
  if (!after) return [say('is no more')]
  const rungs = (policy: Policy, ladder: Ladder) => ladder.rungs.map((rung) => rungInWords(policy, rung))
  const [a, b] = [rungs(old, before), rungs(now, after)]
  return [
    ...a.filter((rung) => !b.includes(rung)).map((rung) => say(`loses the rung ${rung}`)),
    ...b.filter((rung) => !a.includes(rung)).map((rung) => say(`gains the rung ${rung}`)),
    ...(before.statutory === after.statutory ? [] : [say(`is ${after.statutory ? 'now' : 'no longer'} statutory`)]),
    ...fieldsBetween(without(before, ['rungs', 'statutory']), without(after, ['rungs', 'statutory'])).map((one) =>
      say(`has ${one}`),
    ),
  ]
}
