import { setTimeout as pause } from 'node:timers/promises'
import { ApplicationFailure } from '@temporalio/common'
import type { Unreached } from '../cases/letters.ts'
import type { TurnRecord } from '../cases/record.ts'
import type { Sent, Transport } from '../notifications/transport.ts'
import { inBatches } from '../records/batches.ts'
import { recordTurns } from '../records/case-file.ts'
import type { Records } from '../records/database.ts'
import { mailGathered, refusedLetters, type Post } from '../records/letters.ts'
import { holdingMails, leaseMail, markMails, waitingMails, type Mark, type WaitingMail } from '../records/outbox.ts'
import { writeLetters, type LeasedMail, type ToWrite, type WrittenLetters } from '../records/writing.ts'
import { plainly } from './plainly.ts'

interface Parts extends Post {
  records: Records
  transport: Transport
}

/** Letters to be written, with the turn that caused them. */
type Writing = ToWrite & { turn: TurnRecord | null }

/** What steps of many cases have written in one transaction, at most. */
const mostAtOnce = 50

/** How often a mail that another process sends is asked for, with a twentieth of a second between. */
const mostWaits = 300

/** Milliseconds for which a case waits for its mails when they go out with the entry that they are about. */
const atOnceMs = 4_000

/** Milliseconds for which it is tried to say what became of a mail: whoever forgets that it was sent sends it twice. */
const markingMs = 60_000

/** Writes turns and letters, and sends mails, for all steps of one worker: what comes at the same time is written together. */
export function createPostOffice(parts: Parts) {
  const { records, transport } = parts
  const writeTogether = inBatches(mostAtOnce, (batch: Writing[]) =>
    records.transaction().execute(async (trx) => {
      await recordTurns(
        trx,
        batch.flatMap((one) => one.turn ?? []),
      )
      return writeLetters(trx, parts, batch)
    }),
  )
  const markTogether = inBatches(mostAtOnce, async (marks: Mark[]) => {
    await markMails(records, marks)
    return marks
  })

  const gatherTogether = inBatches(mostAtOnce, async (batch: string[][]) => {
    await records.transaction().execute((trx) => mailGathered(trx, parts, batch.flat()))
    return batch
  })
  const waitingTogether = inBatches(mostAtOnce, (batch: string[][]) => waitingMails(records, batch))
  const refusedTogether = inBatches(mostAtOnce, (batch: string[][]) => refusedLetters(records, batch))
  /** The mails that this process sends at this moment, and those that a step of it is about to take. */
  const underWay = new Map<number, Promise<Sent>>()
  const taking = new Map<number, Promise<void>>()

  /** Writes a turn to the case file with its letters, in one transaction. */
  async function write(writing: Writing) {
    return plainly('write to the case file', () => writeTogether(writing))
  }

  /** Sends what these letters became; says whom the mail server refused for good. A server that takes nothing now is an error. */
  async function sendAll(keys: string[], leased: LeasedMail[]): Promise<Unreached[]> {
    return leased.length === keys.length ? sendLeased(leased) : sendLeased(leased).then(() => deliver(keys))
  }

  async function sendLeased(mails: LeasedMail[]): Promise<Unreached[]> {
    const unreached: Unreached[] = []
    await holdingMails(
      records,
      mails.map((mail) => mail.id),
      async () => {
        for (const mail of mails) {
          const sent = await sendAndMark(mail)
          if (!sent.ok) unreached.push(refused(mail, sent.sentence))
        }
      },
    )
    return unreached
  }

  const refused = ({ letter, address }: LeasedMail, detail: string): Unreached => ({
    letterKey: letter.key,
    to: letter.to,
    why: 'refused by the mail server',
    detail,
    address,
  })

  /** Sends the mails of these letters that have not gone out, taking each from whoever else might send it. */
  async function deliver(keys: string[]): Promise<Unreached[]> {
    if (!keys.length) return []
    for (const id of await plainly('look which mails wait', () => waitingTogether(keys))) await takeAndSend(id)
    return plainly('see what was refused', () => refusedTogether(keys))
  }

  /** However many of this process's steps want a mail sent: one of them takes it, and the others wait for what becomes of it. */
  function takeAndSend(id: number): Promise<void> {
    const known = taking.get(id)
    if (known) return known
    const sent = sendWhenFree(id).finally(() => taking.delete(id))
    taking.set(id, sent)
    return sent
  }

  async function sendWhenFree(id: number): Promise<void> {
    for (let waits = 0; ;) {
      const mail = await plainly('take the mail', () => records.transaction().execute((trx) => leaseMail(trx, id)))
      if (mail === null) return
      if (mail !== 'taken') return void (await holdingMails(records, [id], () => sendAndMark(mail)))
      const sending = underWay.get(id)
      if (sending) await sending
      else if (waits++ === mostWaits)
        throw ApplicationFailure.retryable('This mail is being sent by another step at this moment')
      else await pause(50)
    }
  }

  /** What became of a mail; throws where the server does not take it now. */
  function sendAndMark(mail: WaitingMail): Promise<Sent> {
    const sending = sendNow(mail).finally(() => underWay.delete(mail.id))
    underWay.set(mail.id, sending)
    return sending
  }

  async function sendNow(mail: WaitingMail): Promise<Sent> {
    const sent = await transport.send(mail)
    const became = sent.ok ? 'sent' : sent.refusedForGood ? 'refused' : 'waiting'
    await untilMarked({ id: mail.id, became, error: sent.ok ? null : sent.sentence })
    if (!sent.ok && !sent.refusedForGood)
      throw ApplicationFailure.retryable(`${sent.sentence}. The mail waits and is tried again.`, 'MailServer')
    return sent
  }

  async function untilMarked(mark: Mark): Promise<void> {
    for (const end = Date.now() + markingMs; ;) {
      try {
        await plainly('mark the mail', () => markTogether(mark))
        return
      } catch (error) {
        if (Date.now() > end) throw error
        await pause(250)
      }
    }
  }

  return {
    write,
    sendAll,
    deliver,
    /** Sends what goes within seconds; the keys of what has not gone out by then are for the step that waits as long as it takes. */
    async sendInSeconds({ keys, unreached }: WrittenLetters, leased: LeasedMail[]): Promise<WrittenLetters> {
      const refused = await Promise.race([
        sendAll(keys, leased).catch(() => null),
        pause(atOnceMs, null, { ref: false }),
      ])
      return refused ? { keys: [], unreached: [...unreached, ...refused] } : { keys, unreached }
    },
    /** Everything that goes to the same people at the same moment as these letters becomes one mail a person. */
    async gather(keys: string[]): Promise<void> {
      await plainly('gather the letters', () => gatherTogether(keys))
    },
  }
}
