import { daysBetween, formatDay } from '../calendar/day.ts'
import { listed, wrap } from '../notifications/plain.ts'
import { happeningWords } from '../notifications/happening-words.ts'
import type { Happening } from './happenings.ts'
import { chasedBy, mailWords, type MailWords } from './mail-words.ts'
import { ruleNamer, type Telling } from './telling.ts'

/** A stretch in which this many days bring nothing is said to be quiet. */
const quietDays = 15

interface Day {
  on: string
  happenings: Happening[]
}

/** What happened, as lines that a head of service reads: a heading a day, then who did what, what it brought, who was told and why. */
export function timeline(happenings: Happening[], telling: Telling): string {
  const rule = ruleNamer(telling)
  const blocks: string[] = []
  const days = daysOf(happenings)
  let last = ''
  for (let at = 0; at < days.length;) {
    const day = days[at]
    if (!day) break
    const again = repeatsFrom(days, at, telling)
    blocks.push(...quiet(last, day.on), again.length > 1 ? folded(again, telling) : dayWords(day, telling, rule))
    at += Math.max(1, again.length)
    last = again.at(-1)?.on ?? day.on
  }
  return blocks.join('\n\n')
}

function daysOf(happenings: Happening[]): Day[] {
  const days: Day[] = []
  for (const one of happenings) {
    const on = one.at.slice(0, 10)
    const day = days.at(-1)
    if (day?.on === on) day.happenings.push(one)
    else days.push({ on, happenings: [one] })
  }
  return days
}

function quiet(last: string, on: string): string[] {
  const gap = last ? daysBetween(last, on) : 0
  if (gap < quietDays) return []
  const weeks = Math.round(gap / 7)
  return [`    … ${weeks} quiet weeks …`]
}

function dayWords({ on, happenings }: Day, telling: Telling, rule: (rule: unknown) => string): string {
  const lines = [formatDay(on)]
  let time = ''
  for (const line of linesOf(happenings, telling, rule)) {
    lines.push(setOut(line.time === time ? '' : line.time, line.words))
    time = line.time
  }
  return lines.join('\n')
}

const width = 130

/** A line with its time before it, its further lines set in under its own words. */
function setOut(time: string, words: string): string {
  const own = words.length - words.trimStart().length
  const indent = ' '.repeat(9 + own + 2)
  return `  ${time.padEnd(5)}  ${' '.repeat(own)}${wrap(words, width, indent).trimStart()}`
}

interface Line {
  time: string
  words: string
}

/** Lines in order; what one moment says twice, to several people or of several things, is one line. */
function linesOf(happenings: Happening[], telling: Telling, rule: (rule: unknown) => string): Line[] {
  const moments = Map.groupBy(happenings, (one) => one.at.slice(11, 16))
  return [...moments].flatMap(([time, all]) => {
    const events = withoutEchoes(all.filter((one) => one.type !== 'mail')).map((one) =>
      happeningWords(one, telling.policy, rule),
    )
    const mails = all.filter((one) => one.type === 'mail').map((one) => mailWords(one, telling))
    return [...events.filter(Boolean).map(setBelow), ...mailLines(mails, rule)].map((words) => ({ time, words }))
  })
}

/** What a command brings stands below it. */
const setBelow = (words: string): string => (/^[▸✗●]/.test(words) ? words : `  ${words}`)

/** A reason that the command itself has given is not said again; what ends for one reason is said once. */
function withoutEchoes(events: Happening[]): Happening[] {
  const said: Happening[] = []
  let given: unknown
  for (const one of events) {
    if (one.type === 'command') given = (one.input as { reason?: unknown } | undefined)?.reason
    const last = said.at(-1)
    if (one.type === 'deadline-cancelled' && last?.type === one.type && last.reason === one.reason)
      said.splice(-1, 1, { ...last, others: [...((last.others as Happening[] | undefined) ?? []), one] })
    else said.push(one.reason !== undefined && one.reason === given ? { ...one, reason: undefined } : one)
  }
  return said
}

function mailLines(mails: MailWords[], rule: (rule: unknown) => string): string[] {
  return [...Map.groupBy(mails, ({ says }) => says)].map(
    ([says, same]) => `  ✉ to ${listed([...new Set(same.map(({ to }) => to))])}: ${says}${rule(same[0]?.rule)}`,
  )
}

/** The days from here on that bring nothing but the same people being told again of the same overdue things: the next occurrence of a duty is another. */
function repeatsFrom(days: Day[], at: number, telling: Telling): Day[] {
  const told = new Set(days.slice(0, at).flatMap((day) => day.happenings.flatMap((one) => keysOf(one, telling) ?? [])))
  const again: Day[] = []
  for (const day of days.slice(at)) {
    const keys = day.happenings.map((one) => keysOf(one, telling))
    if (!keys.every((each) => each?.every((key) => told.has(key)))) break
    again.push(day)
  }
  return again
}

function keysOf(one: Happening, telling: Telling): string[] | undefined {
  return chasedBy(one, telling)?.map(({ role, title, due }) => `${role}|${title}|${due}`)
}

/** Days of nothing but repeats, in one block: who was told again, of what, how often. */
function folded(days: Day[], telling: Telling): string {
  const counts = new Map<string, Map<string, number>>()
  for (const { role, title } of days.flatMap((day) => day.happenings.flatMap((one) => chasedBy(one, telling) ?? []))) {
    const titles = counts.get(role) ?? new Map<string, number>()
    counts.set(role, titles.set(title, (titles.get(title) ?? 0) + 1))
  }
  const first = formatDay(days[0]?.on ?? '')
  const last = formatDay(days.at(-1)?.on ?? '')
  const times = (count: number) => (count === 1 ? 'once' : `${count} times`)
  return [
    `${first} to ${last}: nobody acts, and on ${days.length} days they are told again`,
    ...[...counts].map(([role, titles]) =>
      setOut(
        '',
        `  ✉ to ${role}, again: ${[...titles].map(([title, count]) => `${title} (${times(count)})`).join('; ')}`,
      ),
    ),
  ].join('\n')
}
