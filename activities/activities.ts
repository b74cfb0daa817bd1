import { setTimeout as pause } from 'node:timers/promises'
import { ApplicationFailure } from '@temporalio/common'
import type { Client } from '@temporalio/client'
import type { Letter, Unreached } from '../cases/letters.ts'
import type { CaseCard, TurnRecord } from '../cases/record.ts'
import type { Answer, Question } from '../cases/turn.ts'
import type { LookedUp } from '../cases/duties.ts'
import type { Command } from '../cases/commands.ts'
import { calendarFor } from '../records/calendar.ts'
import { commandEntry, recordTurn } from '../records/case-file.ts'
import type { Records } from '../records/database.ts'
import {
  mailGathered,
  refusedLetters,
  unsentLetters,
  writeLetters,
  type Post,
  type WrittenLetters,
} from '../records/letters.ts'
import { holdingMail, leaseMail, markMail, type WaitingMail } from '../records/outbox.ts'
import { absentHolders } from '../records/absent-holders.ts'
import { findPerson } from '../records/people.ts'
import type { Policy } from '../policies/policy.ts'
import type { Sent, Transport } from '../notifications/transport.ts'
import { answer } from '../cases/reckoning.ts'
import { enrolYears, tellYearOf, type CaseOfSchool, type Enrolment } from './years.ts'
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

/** Milliseconds for which a case waits for its mails when they go out with the entry that they are about. */
const atOnceMs = 4_000

/** What touches the world on a case's behalf. Each may be repeated: a repeat changes nothing and sends nothing twice. */
export function createActivities(parts: Parts) {
  const { records, transport } = parts

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
    async lookUp(command: Command, card: CaseCard, on: string): Promise<LookedUp> {
      return plainly('look up what the command names', async () => {
        if (command.name === 'assignOfficer') {
          const found = await findPerson(records, card.authority, command.input.person, on)
          const policy = parts.policies.get(card.authority)
          const ofSchool = found?.roles.some(
            (held) => held.from <= on && (!held.to || on <= held.to) && policy?.roles[held.role]?.school,
          )
          return found ? { person: { id: found.id, name: found.name, ofSchool: ofSchool ?? false } } : {}
        }
        if (command.name === 'correctEntry') {
          const entry = await commandEntry(records, card.caseId, command.input.entry)
          return entry ? { entry } : {}
        }
        return {}
      })
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
        const written = await plainly('write to the case file', () =>
          records.transaction().execute(async (trx) => {
            await recordTurn(trx, turn)
            return writeLetters(trx, parts, turn.card, turn.letters)
          }),
        )
        return sendAtOnce ? sentInSeconds(written) : written
      })
    },

    /** Writes letters that time has brought, and sends those that wait for nothing else. */
    async sendLetters(card: CaseCard, letters: Letter[]): Promise<WrittenLetters> {
      const written = await withSignsOfLife(() =>
        plainly('write the letters', () =>
          records.transaction().execute((trx) => writeLetters(trx, parts, card, letters)),
        ),
      )
      const gathered = new Set(letters.filter((letter) => letter.gather).map((letter) => letter.key))
      const now = written.keys.filter((key) => ![...gathered].some((each) => key.startsWith(`${each}/`)))
      const unreached = await withSignsOfLife(() => deliverMails(now))
      return {
        ...written,
        keys: written.keys.filter((key) => !now.includes(key)),
        unreached: [...written.unreached, ...unreached],
      }
    },

    /** Sends what these letters became; what else goes to the same people at the same moment goes with it. */
    async deliver(keys: string[]): Promise<Unreached[]> {
      return withSignsOfLife(async () => {
        await plainly('gather the letters', () =>
          records.transaction().execute((trx) => mailGathered(trx, parts, keys)),
        )
        return deliverMails(keys)
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

  /** What has not gone out by then is left to the step that waits for as long as it takes. */
  async function sentInSeconds({ keys, unreached }: WrittenLetters): Promise<WrittenLetters> {
    const refused = await Promise.race([deliverMails(keys).catch(() => null), pause(atOnceMs, null, { ref: false })])
    return refused ? { keys: [], unreached: [...unreached, ...refused] } : { keys, unreached }
  }

  async function deliverMails(keys: string[]): Promise<Unreached[]> {
    if (!keys.length) return []
    let waits = 0
    for (;;) {
      const mail = await plainly('take the next mail', () =>
        records.transaction().execute((trx) => leaseMail(trx, keys)),
      )
      if (mail === null) break
      if (mail === 'taken') {
        if (waits++ === 300)
          throw ApplicationFailure.retryable('This mail is being sent by another step at this moment')
        await pause(50)
        continue
      }
      const sent = await holdingMail(records, mail.id, () => sendAndMark(mail))
      if (!sent.ok && !sent.refusedForGood)
        throw ApplicationFailure.retryable(`${sent.sentence}. The mail waits and is tried again.`, 'MailServer')
    }
    return plainly('see what was refused', () => records.transaction().execute((trx) => refusedLetters(trx, keys)))
  }

  async function sendAndMark(mail: WaitingMail): Promise<Sent> {
    const sent = await transport.send(mail)
    const became = sent.ok ? 'sent' : sent.refusedForGood ? 'refused' : 'waiting'
    await untilMarked(() =>
      records.transaction().execute((trx) => markMail(trx, mail.id, became, sent.ok ? null : sent.sentence)),
    )
    return sent
  }
}

/** Milliseconds for which it is tried to say what became of a mail: whoever forgets that it was sent sends it twice. */
const markingMs = 60_000

async function untilMarked(mark: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + markingMs; ;) {
    try {
      return await plainly('mark the mail', mark)
    } catch (error) {
      if (Date.now() > end) throw error
      await pause(250)
    }
  }
}

/** A fault of the database as a sentence that an administrator understands; the work is tried again. */
async function plainly<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ApplicationFailure) throw error
    const detail = error instanceof Error ? error.message : String(error)
    throw ApplicationFailure.create({
      message: `The records database could not ${what}: ${detail}. It is tried again.`,
      type: 'Records',
      cause: error instanceof Error ? error : undefined,
    })
  }
}
