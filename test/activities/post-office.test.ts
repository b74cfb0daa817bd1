import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { createPostOffice } from '../../activities/post-office.ts'
import { benchSchool, openOnPaper } from '../../bench/paper-case.ts'
import type { Letter } from '../../cases/letters.ts'
import type { OutgoingMail, Transport } from '../../notifications/transport.ts'
import { addPeople, addSchool, holder, policies, staffordshire, useRecords } from '../records/support.ts'

const use = useRecords()
const sent: OutgoingMail[] = []
let answers: () => ReturnType<Transport['send']> = async () => ({ ok: true })

const transport: Transport = {
  send: async (mail) => {
    const answer = await answers()
    if (answer.ok) sent.push(mail)
    return answer
  },
  verify: async () => {},
  close: () => {},
}

const opened = openOnPaper(staffordshire, 'stage-2', Date.parse('2026-03-02T09:00:00Z'))

/** The opening of a case at that school, with one letter to the DSIM. */
function opening(number: number) {
  const { state, turn } = opened(benchSchool(number))
  const letter: Letter = {
    key: `${state.caseId}/1/concern/dsim`,
    letter: 'concern',
    kind: 'notice',
    to: 'dsim',
    at: '2026-03-02T09:00:00+00:00',
    statutory: false,
    gather: false,
    deadline: null,
    rule: 'ST-11',
    deadlines: [],
    facts: { level: 'Stage 2', reasons: [], summary: 'Results fell' },
    entry: 1,
    byPost: false,
  }
  return { card: turn.card, turn, letters: [letter], leased: true }
}

async function reserve(...numbers: number[]): Promise<void> {
  for (const number of numbers) {
    const { card } = opening(number)
    const { urn, name } = card.school
    await addSchool(use.records, urn)
    await use.records
      .insertInto('cases')
      .values({ id: card.caseId, authority: card.authority, urn, number: 1, status: 'opening', school_name: name })
      .execute()
  }
}

const statusOf = async (number: number) => {
  const { status } = await use.records
    .selectFrom('cases')
    .select('status')
    .where('id', '=', opening(number).card.caseId)
    .executeTakeFirstOrThrow()
  return status
}

describe('the post office of a worker', () => {
  const office = () =>
    createPostOffice({
      records: use.records,
      transport,
      policies,
      publicUrl: 'http://localhost:3000',
      linkKeys: ['a key that only tests sign links with'],
      mailFrom: 'a@b.example',
    })

  beforeAll(() => addPeople(use.records, holder('district', 'dsim')))

  it('writes together what many cases have to write at once, each whole', async () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8]
    await reserve(...numbers)
    const { write } = office()
    const written = await Promise.all(numbers.map((number) => write(opening(number))))
    expect(written.map(({ keys, mails }) => [keys.length, mails.length])).toEqual(numbers.map(() => [1, 1]))
    expect(await Promise.all(numbers.map(statusOf))).toEqual(numbers.map(() => 'open'))
    expect(new Set(written.flatMap(({ mails }) => mails.map((mail) => mail.messageId))).size).toBe(8)
  })

  it('writes for all but the one that cannot be written', async () => {
    const numbers = [11, 12, 13]
    await reserve(...numbers)
    const { write } = office()
    const broken = { ...opening(12), card: { ...opening(12).card, authority: 'nowhere' } }
    const results = await Promise.allSettled([write(opening(11)), write(broken), write(opening(13))])
    expect(results.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await Promise.all(numbers.map(statusOf))).toEqual(['open', 'opening', 'open'])
  })

  it('sends once what is written twice', async () => {
    await reserve(21)
    const { write, sendInSeconds } = office()
    for (let tries = 0; tries < 2; tries++) {
      const { mails, ...written } = await write(opening(21))
      expect(await sendInSeconds(written, mails)).toEqual({ keys: [], unreached: [] })
    }
    expect(sent.filter((mail) => mail.headers['X-Case-Id'] === opening(21).card.caseId)).toHaveLength(1)
  })

  it('leaves to the patient step what a mail server does not take within seconds, and that one sends it', async () => {
    await reserve(31, 32)
    const { write, sendInSeconds, deliver } = office()
    const hangs = Promise.withResolvers<void>()
    answers = () => hangs.promise.then(() => ({ ok: true }))
    const slow = await write(opening(31))
    expect((await sendInSeconds(slow, slow.mails)).keys).toEqual(slow.keys)
    answers = async () => ({ ok: false, refusedForGood: false, sentence: 'The mail server is away' })
    const away = await write(opening(32))
    expect((await sendInSeconds(away, away.mails)).keys).toEqual(away.keys)
    answers = async () => ({ ok: true })
    hangs.resolve()
    expect(await deliver([...slow.keys, ...away.keys])).toEqual([])
    for (const number of [31, 32])
      expect(sent.filter((mail) => mail.headers['X-Case-Id'] === opening(number).card.caseId)).toHaveLength(1)
  })

  it('says whom the mail server refused for good', async () => {
    await reserve(41)
    const { write, sendInSeconds } = office()
    answers = async () => ({ ok: false, refusedForGood: true, sentence: 'No such box' })
    const { mails, ...written } = await write(opening(41))
    const { keys, unreached } = await sendInSeconds(written, mails)
    expect(keys).toEqual([])
    expect(unreached).toMatchObject([{ to: 'dsim', why: 'refused by the mail server', detail: 'No such box' }])
  })

  it('sends a person one mail for sixty schools, for which each school’s own step waits', async () => {
    const numbers = Array.from({ length: 60 }, (_, index) => 101 + index)
    await reserve(...numbers)
    const { write, gather, deliver } = office()
    answers = () => pause(200).then(() => ({ ok: true }))
    const before = sent.length
    const steps = numbers.map(async (number) => {
      const { letters, ...one } = opening(number)
      const { keys } = await write({ ...one, letters: letters.map((letter) => ({ ...letter, gather: true })) })
      return async () => (await gather(keys), deliver(keys))
    })
    const sending = await Promise.all(steps)
    expect((await Promise.all(sending.map((send) => send()))).flat()).toEqual([])
    expect(sent.slice(before).map((mail) => mail.subject)).toEqual(['60 things for you today: 60 to note (60 schools)'])
  })
})
