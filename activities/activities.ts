import { ApplicationFailure } from '@temporalio/common'
import type { Client } from '@temporalio/client'
import type { Letter, Unreached } from '../cases/letters.ts'
import type { CaseCard, TurnRecord } from '../cases/record.ts'
import type { Answer, Question } from '../cases/turn.ts'
import type { LookedUp } from '../cases/duties.ts'
import type { Command } from '../cases/commands.ts'
import { calendarFor } from '../records/calendar.ts'
import type { Records } from '../records/database.ts'
import { unsentLetters, type Post } from '../records/letters.ts'
import type { WrittenLetters } from '../records/writing.ts'
import { lookUp } from '../records/look-up.ts'
import { absentHolders } from '../records/absent-holders.ts'
import type { Policy } from '../policies/policy.ts'
import type { Transport } from '../notifications/transport.ts'
import { answer } from '../cases/reckoning.ts'
import { enrolYears, tellYearOf, type CaseOfSchool, type Enrolment } from './years.ts'
import { plainly } from './plainly.ts'
import { createPostOffice } from './post-office.ts'
import { withSignsOfLife } from './signs-of-life.ts'

export interface Parts extends Post {
  records: Records
  transport: Transport
  client: Client
}

export type Activities = ReturnType<typeof createActivities>

/** Whose days are reckoned, with the settings of the policy that the case was opened under; a moment is patient with faults. */
export interface Reckoned {
  authority: string
  urn: string
  calendar: Policy['calendar'] | null
  patient: boolean
}

/** What touches the world on a case's behalf. Each may be repeated: a repeat changes nothing and sends nothing twice. */
export function createActivities(parts: Parts) {
  const { records } = parts
  const post = createPostOffice(parts)

  return {
    /** Reckons days from the policy and the calendar as they stand now (local activity, so the answer stands in history). */
    async reckon(questions: Question[], of: Reckoned): Promise<Answer[]> {
      const present = parts.policies.get(of.authority)
      if (!present)
        throw ApplicationFailure.retryable(
          `This worker has no policy of "${of.authority}"; it is tried again`,
          'Policy',
        )
      const policy = of.calendar ? { ...present, calendar: of.calendar } : present
      const calendar = await plainly('reckon the days', () => calendarFor(records, policy, of.urn))
      try {
        return questions.map((question) => answer(calendar, policy, question))
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        throw ApplicationFailure.create({ message: error.message, type: 'Reckoning', nonRetryable: !of.patient })
      }
    },

    /** Looks up what a command names: a person, an entry of the case file, whether somebody is away. */
    async lookUp(command: Command, card: CaseCard, on: string, role = ''): Promise<LookedUp> {
      return plainly('look up what the command names', () => lookUp(parts, command, card, on, role))
    },

    /** The names of a role's holders where every one of them is away that day, so that its stand-in may act; else null. */
    async everyoneAway(role: string, card: CaseCard, on: string): Promise<string[] | null> {
      const { urn, district } = card.school
      return plainly('look up who is away', () =>
        absentHolders(records, { authority: card.authority, role, school: urn, district, on }),
      )
    },

    /** Writes a turn to the case file with its letters, in one transaction; sends these too, if so wanted, as far as they go in seconds. */
    async record(turn: TurnRecord, sendAtOnce = false): Promise<WrittenLetters> {
      return withSignsOfLife(async () => {
        const { mails, ...written } = await post.write({
          card: turn.card,
          letters: turn.letters,
          turn,
          leased: sendAtOnce,
        })
        return sendAtOnce ? post.sendInSeconds(written, mails) : written
      })
    },

    /** Writes letters that time has brought, and sends those that wait for nothing else. */
    async sendLetters(card: CaseCard, letters: Letter[]): Promise<WrittenLetters> {
      return withSignsOfLife(async () => {
        const written = await post.write({ card, letters, turn: null, leased: true })
        const gathered = letters.filter((letter) => letter.gather)
        const isGathered = (key: string) => gathered.some((letter) => key.startsWith(`${letter.key}/`))
        const now = written.keys.filter((key) => !isGathered(key))
        const unreached = await post.sendAll(now, written.mails)
        return { keys: written.keys.filter(isGathered), unreached: [...written.unreached, ...unreached] }
      })
    },

    /** Sends what these letters became; what else goes to the same people at the same moment goes with it. */
    async deliver(keys: string[]): Promise<Unreached[]> {
      return withSignsOfLife(async () => {
        await post.gather(keys)
        return post.deliver(keys)
      })
    },

    /** Sees to it that every district and school of an authority has its year, and that a closed school has none. */
    enrol: (of: Enrolment): Promise<number> => plainly('see to the years', () => enrolYears(parts, of)),

    /** Tells a school's year of the school's case, where there is such a year. */
    tellYear: (news: CaseOfSchool): Promise<void> => plainly('tell the year', () => tellYearOf(parts, news)),

    /** The letters of a case that had not gone out when its former workflow ended. */
    async findUnsent(caseId: string): Promise<{ letters: Letter[]; keys: string[] }> {
      return withSignsOfLife(() =>
        plainly('look for unsent letters', () => records.transaction().execute((trx) => unsentLetters(trx, caseId))),
      )
    },
  }
}
