import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../calendar/clock.ts'
import { reckonAllAgain } from '../../cases/calendar-change.ts'
import { caseOnPaper } from '../../cases/on-paper.ts'
import type { CaseState, Deadline } from '../../cases/state.ts'
import type { Policy } from '../../policies/policy.ts'
import { holds, patience } from './holds.ts'
import { calendarFrom, slowFacts, type Dates } from './random-calendars.ts'
import { anySetting } from './random-settings.ts'
import type { Happening } from './random-steps.ts'
import { isWorking, isWorkingOfSchool, onTheWall, slowDue, slowly } from './slow-calendar.ts'
import { playOnPaper, tellWhere, type Moment, type PaperStory, type Setting } from './stories-on-paper.ts'

/** Stories in which every third step is one of these. */
const storiesWith = (...happenings: Happening[]): fc.Arbitrary<Setting> =>
  anySetting().map((setting) => ({
    ...setting,
    rolls: setting.rolls.map((roll, index) => {
      const what = happenings[Math.floor(index / 3) % happenings.length]
      return index % 3 || !what ? roll : { ...roll, what, wrong: 'not' as const, rightful: true }
    }),
  }))

/** Tries a claim on many such stories; it says how often it had something to look at, and it must have had. */
function inStories(stories: fc.Arbitrary<Setting>, claim: (story: PaperStory, policy: Policy) => number): void {
  let looked = 0
  const tried = holds(
    fc.property(stories, (setting) => {
      const story = playOnPaper(setting)
      tellWhere(story, () => {
        looked += claim(story, setting.policy)
      })
    }),
    { runs: 40 },
  )
  if (tried > 20) expect(looked).toBeGreaterThan(0)
}

/** The running clock as the calendar takes it; null where there is no day to reckon. */
function clockOf({ clock }: Deadline, policy: Policy): Clock | null {
  if (clock.kind === 'end-of-nth-term') return { ...clock, firstTerm: policy.calendar.firstTerm }
  return clock.kind === 'none' || clock.kind === 'agreed-day' || clock.kind === 'minutes' ? null : clock
}

const proclaimed = ({ moments }: PaperStory): Moment[] =>
  moments.filter((one) => one.step?.command === 'proclaimHoliday' && one.cause === 'calendar')

const open = (state: CaseState): Deadline[] => state.deadlines.filter((one) => one.status === 'open' && one.due)

describe('a new bank holiday while cases run (LAW-15)', () => {
  it(
    'moves what it affects to the day that the law’s words give, and nothing else',
    () => {
      inStories(storiesWith('proclaimHoliday'), (story, policy) => {
        let looked = 0
        for (const { before, dates, events } of proclaimed(story)) {
          const [was, is] = [slowFacts(before.dates), slowFacts(dates)]
          for (const deadline of open(before.state)) {
            const clock = clockOf(deadline, policy)
            if (!clock) continue
            const [from, to] = [slowDue(was, clock, deadline.from), slowDue(is, clock, deadline.from)]
            const moved = events.filter((one) => one.type === 'deadline-moved' && one.key === deadline.key)
            expect(deadline.due, `${deadline.key} before`).toBe(from)
            expect(
              moved.map((one) => [one.from, one.due]),
              deadline.key,
            ).toEqual(from === to ? [] : [[from, to]])
            looked += 1
          }
        }
        return looked
      })
    },
    patience,
  )

  it(
    'taken back gives every deadline its former day, and every rung its former moment',
    () => {
      inStories(storiesWith('proclaimHoliday'), (story, policy) => {
        const all = proclaimed(story)
        for (const { before, dates, at } of all) {
          const again = takenBack(policy, before, dates, at)
          const passed = new Set(again.missed)
          expect(comingOf(again, passed, at)).toEqual(comingOf({ ...before, owed: before.owed() }, passed, at))
        }
        return all.length
      })
    },
    patience,
  )
})

/** The case after the holiday was proclaimed and taken back at one moment. */
function takenBack(policy: Policy, before: Moment['before'], dates: Dates, at: string) {
  const paper = caseOnPaper(policy, calendarFrom(dates), before.state, before.owed())
  const there = paper.turn(at, 'calendar', null, (turn) => reckonAllAgain(turn, 'A day proclaimed'))
  paper.useCalendar(calendarFrom(before.dates))
  const back = paper.turn(at, 'calendar', null, (turn) => reckonAllAgain(turn, 'Taken back'))
  const missed = [...there.events, ...back.events].filter((one) => one.type === 'deadline-missed')
  return { state: paper.state(), owed: paper.owed(), missed: missed.map((one) => String(one.key)) }
}

/** What is still to come, but of what the holiday itself has made late; a rung is later than the moment. */
function comingOf({ state, owed }: { state: CaseState; owed: Deadline[] }, except: Set<string>, at: string) {
  const deadlines = owed.filter((one) => one.due && one.status !== 'suspended' && !except.has(one.key))
  return {
    recurrences: [...state.recurrences].sort((a, b) => a.ruleId.localeCompare(b.ruleId)),
    period: state.notice?.period ?? null,
    deadlines: deadlines.map(({ key, due, passesAt, status, rungs }) => ({
      key,
      due,
      passesAt,
      status,
      rungs: rungs
        .filter((rung) => !rung.done && Date.parse(rung.at) > Date.parse(at))
        .map((rung) => `${rung.offset} ${rung.at} ${rung.to.join()}`)
        .sort(),
    })),
  }
}

describe('a deadline that is suspended and resumed', () => {
  it(
    'has what was left of its clock, by the law’s words',
    () => {
      inStories(storiesWith('suspendDeadline', 'resumeDeadline'), (story) => {
        let looked = 0
        const { moments } = story
        for (const [index, { events, at, dates }] of moments.entries())
          for (const resumed of events.filter((one) => one.type === 'deadline-resumed')) {
            const earlier = moments.slice(0, index)
            const pause = earlier.findLast((one) =>
              one.events.some((each) => each.type === 'deadline-suspended' && each.key === resumed.key),
            )
            const paused = pause?.before.state.deadlines.find((one) => one.key === resumed.key)
            if (!pause || !paused?.due) continue
            looked += 1
            const left = daysLeft(paused, pause)
            const counts = countsFor(paused, dates)
            expect(resumed.due, `${String(resumed.key)}: ${left} days`).toBe(
              slowly(counts, onTheWall(at).slice(0, 10), left),
            )
          }
        return looked
      })
    },
    patience,
  )
})

const countsFor = ({ clock }: Deadline, dates: Dates): ((day: string) => boolean) => {
  const facts = slowFacts(dates)
  return (day) => (clock.kind === 'school-working-days' ? isWorkingOfSchool : isWorking)(facts, day)
}

/** The days that counted and were still to come; a due day that is no working day is never given back as less. */
function daysLeft(paused: Deadline, { at, dates }: Moment): number {
  const counts = countsFor(paused, dates)
  const today = onTheWall(at).slice(0, 10)
  let left = 0
  while (slowly(counts, today, left + 1) <= (paused.due ?? '')) left += 1
  return isWorking(slowFacts(dates), paused.due ?? '') ? left : left + 1
}
