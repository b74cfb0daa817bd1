import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { holdingMails, leaseMail, markMails, waitingMails } from '../../records/outbox.ts'
import { useRecords } from './support.ts'

const parts = useRecords()
let mailId: number

const lease = () => parts.records.transaction().execute((trx) => leaseMail(trx, mailId))
const secondsLeft = async () => {
  const row = await parts.records
    .selectFrom('mails')
    .select(sql<number>`extract(epoch from leased_until - now())::float`.as('left'))
    .where('id', '=', mailId)
    .executeTakeFirstOrThrow()
  return row.left
}

describe('a mail that waits to be sent', () => {
  beforeAll(async () => {
    const { id } = await parts.records
      .insertInto('mails')
      .values({
        message_id: '<a@example.org>',
        case_id: 'drill-900101-1',
        kind: 'notice',
        address: 'head@school.example',
        at: '2026-11-25T09:00:00+00:00',
        subject: 'A letter',
        text: 'A letter',
        html: '<p>A letter</p>',
        ics: null,
        headers: JSON.stringify({}),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    mailId = id
    await parts.records
      .insertInto('letters')
      .values({
        key: 'a/letter',
        case_id: 'drill-900101-1',
        entry: 1,
        letter: 'concern',
        kind: 'notice',
        to_role: 'headteacher',
        person: 'Head',
        stands_in_for: null,
        address: 'head@school.example',
        at: '2026-11-25T09:00:00+00:00',
        deadline: null,
        deadline_key: null,
        rule: null,
        statutory: false,
        status: 'mailed',
        body: JSON.stringify({}),
        mail_id: id,
      })
      .execute()
  })

  it('is taken by one alone, and free again seconds after a process that was killed with it', async () => {
    expect(await lease()).toMatchObject({ id: mailId, messageId: '<a@example.org>' })
    expect(await lease()).toBe('taken')
    expect(await secondsLeft()).toBeLessThan(15)
    await parts.records
      .updateTable('mails')
      .set({ leased_until: sql`now() - interval '1 second'` })
      .execute()
    expect(await lease()).toMatchObject({ id: mailId })
  })

  it('stays with whoever sends it, however long that takes', async () => {
    const before = Date.now() / 1_000 + (await secondsLeft())
    await holdingMails(parts.records, [mailId], () => pause(3_500))
    expect(Date.now() / 1_000 + (await secondsLeft())).toBeGreaterThan(before + 1)
    expect(await lease()).toBe('taken')
  })

  it('is nobody’s any more once it was sent', async () => {
    const lists = [['a/letter', 'another'], ['another']]
    expect(await waitingMails(parts.records, lists)).toEqual([[mailId], []])
    await markMails(parts.records, [{ id: mailId, became: 'sent', error: null }])
    expect(await waitingMails(parts.records, lists)).toEqual([[], []])
    expect(await lease()).toBeNull()
  })
})
