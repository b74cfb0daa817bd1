import { addMonths, formatDay } from '../calendar/day.ts'
import type { Policy, Promised } from '../policies/policy.ts'
import { promisesOf } from '../policies/promises.ts'
import type { Command, Input } from './commands.ts'
import { levelName } from './levels.ts'
import { says } from './meeting-duties.ts'
import { insist } from './refusal.ts'
import type { Announcement, CaseState, Day } from './state.ts'
import { emit, requirePast, tell, write, type Answer, type Turn } from './turn.ts'

/** The commands that place the school somewhere else; all others of a code are done on a day that was announced. */
const placing = { changeLevel: 'to', confirmCategory: 'category' } as const
const isPlacing = (name: string): name is keyof typeof placing => Object.hasOwn(placing, name)

const promise = ({ ahead, title, rule }: Promised): string =>
  `the code of practice promises the school ${ahead} working day${ahead === 1 ? '' : 's'}' notice of ${title} (${rule})`

/** The school is told of something beforehand, as the code of practice promises it (HE-1). */
export function announce(turn: Turn, input: Input<'announce'>): void {
  const promised = promisedBy(turn, input.what)
  const { on, toldOn = turn.today, shortNotice } = input
  requirePast(turn, toldOn, 'toldOn')
  insist(
    on >= turn.today,
    `on (${formatDay(on)}) is past: announce what is to come, and record what has been with its own command`,
    'input',
  )
  const to = placeOf(turn, promised, input.to)
  const short = shortNotice ? { shortNotice } : {}
  const announced = { what: promised.id, toldOn, ...(to ? { level: to } : {}), ...short }
  turn.state.announced = [...stillToCome(turn), { ...announced, on, entry: turn.commandSeq }]
  emit(turn, 'announced', { ...announced, day: on, rule: promised.rule, ahead: promised.ahead, to: promised.to })
  const facts = { ...factsOf(turn, promised, to), on, toldOn, reason: input.reason, ...short }
  for (const role of promised.to)
    write(turn, 'announced', role, { kind: 'notice', facts: { ...facts }, rule: promised.rule })
  tell(turn, 'announced', { facts, rule: promised.rule })
  if (holds(turn, promised))
    turn.questions.push({ ask: 'ahead', entry: turn.commandSeq, from: toldOn, days: promised.ahead })
  else insist(!shortNotice, `shortNotice: ${whyNot(turn, promised)}: leave it out`, 'input')
}

/** The calendar says which day is the first that keeps the promise; too early a day needs its reason (HE-1). */
export function takeAhead(turn: Turn, answer: Extract<Answer, { ask: 'ahead' }>): void {
  const found = turn.state.announced?.find((one) => one.entry === answer.entry)
  if (!found) return
  const promised = promisedBy(turn, found.what)
  const kept = found.on >= answer.day
  insist(
    kept || found.shortNotice,
    `on: ${formatDay(found.on)} is too early: ${promise(promised)}. Told on ${formatDay(found.toldOn)}, the first day is ${formatDay(answer.day)}: choose it or a later one, or say in shortNotice why it cannot wait`,
    'input',
  )
  insist(!kept || !found.shortNotice, 'shortNotice: the day keeps the promise: leave it out', 'input')
}

/** What the code of practice promises before such a command must have been announced, or needs the reason why not (HE-1). */
export function keepCode(turn: Turn, command: Command): void {
  const shortNotice = 'shortNotice' in command.input ? command.input.shortNotice : undefined
  if (command.name === 'announce') return
  const promised = promisesOf(turn.policy).find((one) => isBefore(one, command))
  if (!promised || !holds(turn, promised) || isNoChange(turn, command)) {
    const why = promised ? whyNot(turn, promised) : `${turn.policy.name} promises no notice before ${command.name}`
    return insist(!shortNotice, `shortNotice: ${why}: leave it out`, 'input')
  }
  const on = dayOf(turn, command)
  const place = isPlacing(command.name) ? String((command.input as Record<string, unknown>)[placing[command.name]]) : ''
  const announced = turn.state.announced?.find(
    (one) => one.what === promised.id && (place ? one.level === place && one.on <= on : one.on === on),
  )
  if (announced) {
    insist(!shortNotice, `shortNotice: it was announced on ${formatDay(announced.toldOn)}: leave it out`, 'input')
    turn.state.announced = turn.state.announced?.filter((one) => one !== announced)
    return
  }
  const when = place ? ` to ${levelName(turn, place)}` : ` on ${formatDay(on)}`
  insist(
    shortNotice,
    `shortNotice is missing: ${promise(promised)}, and none${when} was announced: announce it first, or say why it could not be`,
    'input',
  )
  emit(turn, 'not-announced', {
    what: promised.id,
    day: on,
    rule: promised.rule,
    ahead: promised.ahead,
    reason: shortNotice,
  })
  const facts = { ...factsOf(turn, promised, place || undefined), on, shortNotice }
  tell(turn, 'not-announced', { facts, rule: promised.rule })
}

function promisedBy({ policy }: Turn, what: string): Promised {
  const known = promisesOf(policy)
    .map((one) => one.id)
    .join(', ')
  insist(known, `${policy.name} has no code of practice: there is nothing to be announced`)
  const found = promisesOf(policy).find((one) => one.id === what)
  insist(found, `what: "${what}" is not one of ${known}`, 'input')
  return found
}

/** Where the school is to be placed; only what changes a level or category has such a place. */
function placeOf(turn: Turn, promised: Promised, to: string | undefined): string | undefined {
  if (!promised.before.some(({ command }) => isPlacing(command))) {
    insist(!to, `to: ${promised.title} changes no level: leave it out`, 'input')
    return undefined
  }
  const known = turn.policy.levels.map((level) => level.id)
  insist(to, `to is missing: say which it is to be: ${known.join(', ')}`, 'input')
  insist(known.includes(to), `to: "${to}" is not one of ${known.join(', ')}`, 'input')
  return to
}

const isBefore = ({ before }: Promised, { name, input }: Command): boolean =>
  before.some(
    ({ command, where = {} }) =>
      command === name &&
      Object.entries(where).every(([field, value]) => says((input as Record<string, unknown>)[field], value)),
  )

/** While the law sets the pace nothing is promised. */
const holds = ({ state }: Turn, { unlessInCategory }: Promised): boolean =>
  state.category === null || !unlessInCategory.includes(state.category)

const whyNot = (turn: Turn, promised: Promised): string =>
  holds(turn, promised)
    ? 'nothing changes that was to be announced'
    : `nothing is promised while Ofsted's judgement is ${turn.policy.categories[turn.state.category ?? '']?.title}`

/** A school that keeps its place, or gets its first, is not placed somewhere else. */
function isNoChange({ state, policy }: Turn, { name, input }: Command): boolean {
  if (!isPlacing(name)) return false
  const isFirst = state.kind !== 'intervention' && state.level === policy.levels[0]?.id
  return isFirst || (input as Record<string, unknown>)[placing[name]] === state.level
}

function dayOf({ today }: Turn, command: Command): Day {
  if (command.name === 'recordVisit') return command.input.visitedOn ?? today
  if (command.name === 'recordMeeting') return command.input.heldOn ?? today
  return today
}

/** What was announced and has not come; what is a year past never came. */
const stillToCome = ({ state, today }: Turn): Announcement[] =>
  (state.announced ?? []).filter((one) => addMonths(one.on, 12) > today)

const factsOf = (turn: Turn, { title, ahead }: Promised, to: string | undefined) => ({
  title,
  ahead,
  place: to ? levelName(turn, to) : '',
})

/** What the school has been told of and has not come yet, in lines. */
export function whatIsAnnounced(policy: Policy, { announced = [] }: CaseState): string[] {
  const titleOf = (what: string) => promisesOf(policy).find((one) => one.id === what)?.title ?? what
  return announced.map(
    ({ what, on, toldOn }) => `Announced: ${titleOf(what)} on ${formatDay(on)} (told on ${formatDay(toldOn)})`,
  )
}
