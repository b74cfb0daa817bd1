import { mergeBankHolidays } from '../../calendar/bank-holidays.ts'
import { formatDay } from '../../calendar/day.ts'
import { formatLondon, parseLondon } from '../../calendar/london.ts'
import { academicYearFrom, startYearOf } from '../../calendar/term.ts'
import { mergeTerms, readTermRows, type Term } from '../../calendar/terms.ts'
import { blankCase } from '../../cases/blank-case.ts'
import { reckonAllAgain } from '../../cases/calendar-change.ts'
import { readCommand, sentenceOf } from '../../cases/commands.ts'
import { decide } from '../../cases/decide.ts'
import type { LookedUp } from '../../cases/duties.ts'
import type { CaseEvent } from '../../cases/events.ts'
import type { Letter, Unreached } from '../../cases/letters.ts'
import { caseOnPaper, type Brought, type CaseOnPaper } from '../../cases/on-paper.ts'
import { passOn } from '../../cases/passing-on.ts'
import { mayGive, rolesThatMay } from '../../cases/permissions.ts'
import { insist, Refusal } from '../../cases/refusal.ts'
import { replaceSchool } from '../../cases/replaced-school.ts'
import type { CaseState, Deadline, School } from '../../cases/state.ts'
import type { Policy } from '../../policies/policy.ts'
import { calendarFrom, slowFacts, type Dates } from './random-calendars.ts'
import { isAwayOn, reached, type People, type Reached } from './random-people.ts'
import { dayLater, stepOf, type Roll, type Step } from './random-steps.ts'

/** All that chance decides of a story. */
export interface Setting {
  policy: Policy
  dates: Dates
  people: People
  school: School
  start: string
  level: number
  rolls: Roll[]
  /** How many days it goes on by itself after the last step. */
  rest: number
}

/** A letter, to whom it went; to nobody where the list is empty. */
export interface Posted {
  letter: Letter
  to: Reached[]
  /** Whether it follows another letter that reached nobody. */
  onward: boolean
}

/** One moment of a story: what caused it, what it brought, on which dates it was reckoned. */
export interface Moment extends Brought {
  cause: 'command' | 'calendar' | 'time'
  step?: Step
  refused?: string
  posted: Posted[]
  dates: Dates
  /** The case, and its dates, as they were before; what is owed as whoever chases it knows it, before a step. */
  before: { state: CaseState; dates: Dates; owed: () => Deadline[] }
  /** Of a refusal: whether everything is as it was. */
  unchanged?: boolean
}

type Watcher = (paper: CaseOnPaper, moment: Moment) => void

/** Plays a story on paper, step by step, and everything that time brings between. */
export function playOnPaper(setting: Setting, watch: Watcher = () => {}, restarts = false) {
  const { policy, people, school } = setting
  let dates = setting.dates
  const calendar = () => calendarFrom(dates)
  let paper: CaseOnPaper | undefined
  paper = caseOnPaper(policy, calendar(), blankCase(policy, school, 'staffordshire-900001-1'))
  const current = (): CaseOnPaper => paper as CaseOnPaper
  const moments: Moment[] = []
  const events: CaseEvent[] = []
  const letters: Letter[] = []

  let before: Moment['before'] = { state: current().state(), dates, owed: () => [] }

  function keep(brought: Brought, rest: Pick<Moment, 'cause' | 'step' | 'refused' | 'unchanged'>): void {
    if (restarts) paper = restarted()
    const moment = { ...brought, ...rest, posted: post(brought.letters, false), dates, before }
    before = { state: current().state(), dates, owed: () => [] }
    moments.push(moment)
    events.push(...brought.events)
    letters.push(...moment.posted.map((one) => one.letter))
    watch(current(), moment)
  }

  /** Goes on in a new run with all that it knows, as JSON; what the procedures know is theirs. */
  function restarted(): CaseOnPaper {
    const carried = JSON.parse(JSON.stringify([current().state(), current().owed()])) as [
      ReturnType<CaseOnPaper['state']>,
      ReturnType<CaseOnPaper['owed']>,
    ]
    return caseOnPaper(policy, calendar(), ...carried)
  }

  function post(sent: Letter[], onward: boolean): Posted[] {
    const state = current().state()
    const posted = sent.map((letter) => ({
      letter,
      to: reached(policy, people, state, letter.to, letter.at.slice(0, 10)),
      onward,
    }))
    const unreached = posted.filter((one) => !one.to.length).map(({ letter }) => missing(letter))
    const more = passOn(state.caseId, current().owed(), sent, unreached)
    return more.length ? [...posted, ...post(more, true)] : posted
  }

  function passTo(at: number): void {
    for (let next = current().next(); next !== undefined && Date.parse(next) < at; next = current().next()) {
      const brought = current().pass()
      if (brought) keep(brought, { cause: 'time' })
    }
  }

  function give(step: Step): void {
    const at = formatLondon(parseLondon(step.on))
    passTo(parseLondon(step.on))
    const all = allOf(current())
    before = { ...before, owed: () => (JSON.parse(all) as [CaseState, Deadline[]])[1] }
    try {
      const cause = step.command in calendarSteps ? 'calendar' : 'command'
      keep(cause === 'calendar' ? changed(step, at) : commanded(step, at), { cause, step })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      keep(
        { at, events: [], letters: [], warnings: [] },
        {
          cause: 'command',
          step,
          refused: error.message,
          unchanged: allOf(current()) === all,
        },
      )
    }
  }

  const calendarSteps: Record<string, (input: Step['input'], on: string) => string | null> = {
    proclaimHoliday: ({ date, name }) => {
      const { merged, added, moved } = mergeBankHolidays(dates.bankHolidays, [
        { date: String(date), name: String(name) },
      ])
      dates = { ...dates, bankHolidays: merged }
      const words = [
        ...added.map((one) => `${one.name} on ${formatDay(one.date)} is new`),
        ...moved.map((one) => `${one.name} moved from ${formatDay(one.from)} to ${formatDay(one.to)}`),
      ]
      return words.join('; ') || null
    },
    publishTerms: (input, on) => {
      const term = publishedTerm(input, on)
      const { merged } = mergeTerms(dates.terms, [term])
      const own = merged.filter((one) => one.authority === term.authority && one.school === undefined)
      const read = readTermRows(own)
      insist(read.ok, 'The terms overlap', 'input')
      dates = { ...dates, terms: merged }
      return `${term.term} term ${term.academicYear} of ${term.authority} is ${formatDay(term.firstDay)} to ${formatDay(term.lastDay)}`
    },
    replaceSchool: () => '',
  }

  /** The next term but so many, some days from where it was known to lie. */
  function publishedTerm({ after, shift }: Step['input'], on: string): Term {
    const number = Number(on.slice(0, 4)) * 3 + (Number(after) % 4)
    const { term } = calendarFrom(dates).termNumbered(number)
    const move = (day: string) => dayLater(day, Number(shift))
    return {
      authority: dates.authority,
      academicYear: academicYearFrom(startYearOf(term.academicYear)),
      term: term.term,
      firstDay: move(term.firstDay),
      halfTermFirstDay: move(term.halfTermFirstDay),
      halfTermLastDay: move(term.halfTermLastDay),
      lastDay: move(term.lastDay),
      insetDays: [],
    }
  }

  function changed({ command, input, on }: Step, at: string): Brought {
    if (command === 'replaceSchool') {
      const from = current().state().school.urn
      insist(current().state().status === 'open' && from !== input.to, 'Nothing changes')
      const change = { from, to: String(input.to), on: on.slice(0, 10), school: current().state().school }
      return current().turn(at, 'calendar', null, (turn) => replaceSchool(turn, change))
    }
    const summary = calendarSteps[command]?.(input, on)
    current().useCalendar(calendar())
    insist(summary && current().state().status === 'open', 'Nothing changes')
    return current().turn(at, 'calendar', null, (turn) => reckonAllAgain(turn, summary))
  }

  function commanded({ as, command, input }: Step, at: string): Brought {
    const read = readCommand(command, input)
    if (!read.ok) throw new Refusal(sentenceOf(read.faults), 'input')
    const state = current().state()
    const asked = command === 'openCase' || command === 'reopenCase' ? null : state
    const allowance = mayGive(policy, asked, read.command, as, state.school.phase)
    if (!allowance.allowed) throw new Refusal(allowance.sentence, 'access')
    const absent = allowance.onlyWhileAway
    insist(!absent || isAwayOn(people, absent, at.slice(0, 10)), `The ${absent} is not away`, 'access')
    const looked = { ...lookedUp(command, input), ...(absent ? { absent: { role: absent, people: [absent] } } : {}) }
    return current().turn(at, 'command', { role: as, personId: as }, (turn) => decide(turn, read.command, looked))
  }

  function lookedUp(name: string, input: Step['input']): LookedUp {
    if (name === 'assignOfficer') {
      const id = String(input.person)
      return people[id] ? { person: { id, name: id, ofSchool: policy.roles[id]?.school ?? false } } : {}
    }
    if (name === 'acknowledgeReceipt') {
      const found = letters.findLast((one) => one.letter === input.letter)
      const known = { subject: null, person: null, address: null, deadline: null, acknowledgedOn: null }
      return found
        ? { letter: { key: found.key, letter: found.letter, to: found.to, writtenOn: found.at.slice(0, 10), ...known } }
        : {}
    }
    if (name !== 'correctEntry') return {}
    const found = events.find((one) => one.type === 'command' && one.seq === input.entry)
    if (!found || found.command === 'replaceSchool') return {}
    const corrected = events
      .filter((one) => one.command === 'correctEntry' && (one.input as Step['input']).entry === input.entry)
      .map((one) => (one.input as { input: object }).input)
    const told = [...new Set(letters.filter((one) => one.entry === found.seq).map((one) => one.to))].sort()
    const merged = Object.assign({}, found.input as object, ...corrected) as Step['input']
    return { entry: { seq: found.seq, command: String(found.command), input: merged, told } }
  }

  const opening: Step = {
    on: `${setting.start}T09:30`,
    as: rolesThatMay(policy, null, { name: 'openCase', input: {} as never }).find((one) => policy.roles[one]) ?? '',
    command: 'openCase',
    input: {
      authority: policy.authority,
      school: school.urn,
      level: policy.levels[setting.level % policy.levels.length]?.id,
      reasons: ['low-attainment'],
      summary: 'Results fell',
    },
  }
  give(opening)
  let on = parseLondon(opening.on)
  for (const roll of setting.rolls) {
    on += (roll.days * 1440 + roll.minutes + 1) * 60_000
    const when = formatLondon(on).slice(0, 16)
    passTo(parseLondon(when))
    give({ on: when, ...stepOf(roll, { policy, state: current().state(), events, on: when }) })
  }
  const until = `${dayLater(formatLondon(on).slice(0, 10), 1 + setting.rest)}T12:30`
  passTo(parseLondon(until))
  return { paper: current(), moments, events, until, facts: () => slowFacts(dates) }
}

export type PaperStory = ReturnType<typeof playOnPaper>

const allOf = (paper: CaseOnPaper): string => JSON.stringify([paper.state(), paper.owed(), paper.next()])

const missing = (letter: Letter): Unreached => ({
  letterKey: letter.key,
  to: letter.to,
  why: 'nobody holds the role',
  detail: '',
  address: null,
})

/** A story as its steps, to be read where a property fails. */
export const told = (story: { moments: Moment[] }): string =>
  story.moments
    .flatMap(({ step, refused, at, events, cause }) =>
      step
        ? [
            `${step.on} ${step.as} ${step.command} ${JSON.stringify(step.input)}${refused ? ` — refused: ${refused}` : ''}`,
          ]
        : events.length
          ? [
              `  ${at} (${cause}) ${events.map((one) => `${one.type} ${String(one.key ?? '')} ${String(one.due ?? '')}`).join('; ')}`,
            ]
          : [],
    )
    .join('\n')

/** Tries a claim on a story, and tells the story where it fails. */
export function tellWhere(story: { moments: Moment[] }, claim: () => void): void {
  try {
    claim()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const failure = new Error(`${why}\n\nThe story:\n${told(story)}`, { cause: error })
    failure.stack = failure.message
    throw failure
  }
}
