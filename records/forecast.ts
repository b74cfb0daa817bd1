import { setImmediate as breath } from 'node:timers/promises'
import type { Day } from '../calendar/day.ts'
import { endOfDay } from '../calendar/london.ts'
import { countWorkingDays } from '../calendar/school-year.ts'
import { carriedOn, caseOnPaper } from '../cases/on-paper.ts'
import { cardOf } from '../cases/record.ts'
import { Refusal } from '../cases/refusal.ts'
import type { CaseState, Deadline } from '../cases/state.ts'
import type { Policy } from '../policies/policy.ts'
import { addressBookOf, type Post } from './addressing.ts'
import { createAnnouncer, type NotReached } from './announced-mails.ts'
import { calendarFor } from './calendar.ts'
import type { Records } from './database.ts'
import { entryHappening, type Happening } from './happening.ts'
import { waitingMails, writtenLetterKeys } from './waiting-mails.ts'

/** The most that a forecast tells. A case that everybody neglects comes to some 300 a year; a rehearsal whose clocks are minutes has no end. */
const most = 2_000

export interface Forecast {
  /** What will happen, in order of time. */
  happenings: Happening[]
  /** Mails that are written already and have not gone out. */
  waiting: Happening[]
  unreached: NotReached[]
  /** What is still owed at the end. */
  owed: Owed[]
}

export interface Owed extends Deadline {
  /** How late it is at the end; null where it is not. */
  workingDaysLate: number | null
}

/**
 * Everything that a case comes to until the end of a day if nobody acts, from the state it is in and under the policy it runs
 * under, with the calendar and the people as the records have them. Nothing is written. Throws a Refusal where it is too much.
 */
export async function forecast(
  records: Records,
  post: Post,
  { state, policy }: { state: CaseState; policy: Policy },
  until: Day,
): Promise<Forecast> {
  const calendar = await calendarFor(records, policy, state.school.urn)
  const paper = caseOnPaper(policy, calendar, state)
  const book = await addressBookOf(records, post, [cardOf(state)])
  const announce = createAnnouncer(book, post, await writtenLetterKeys(records, state.caseId))
  const happenings: Happening[] = []
  const unreached: NotReached[] = []
  for (const { events, letters } of carriedOn(paper, endOfDay(until))) {
    await breath()
    const announced = announce(cardOf(paper.state()), paper.owed(), letters)
    happenings.push(...events.map(entryHappening), ...announced.mails)
    unreached.push(...announced.unreached)
    if (happenings.length > most)
      throw new Refusal(
        `until: more than ${most} things would happen in this case until ${until}: name an earlier day`,
        'input',
      )
  }
  const late = ({ status, due }: Deadline) =>
    status === 'missed' && due ? countWorkingDays(calendar, due, until) : null
  const owed = paper.owed().map((one) => ({ ...one, workingDaysLate: late(one) }))
  return { happenings, waiting: await waitingMails(records, post, state.caseId), unreached, owed }
}

/** What remains to be told of a case that is closed: nothing happens in it by itself. */
export async function forecastOfClosed(records: Records, post: Post, caseId: string): Promise<Forecast> {
  return { happenings: [], waiting: await waitingMails(records, post, caseId), unreached: [], owed: [] }
}
