import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { verifyChains } from '../../records/chain.ts'
import { addCase, addEvent, useRecords } from './support.ts'

const use = useRecords()
const one = 'staffordshire-900001-1'
const other = 'staffordshire-900002-1'

beforeAll(async () => {
  for (const [id, urn] of [
    [one, '900001'],
    [other, '900002'],
  ] as const) {
    await addCase(use.records, id, urn, { seq: 3 })
    for (const seq of [1, 2, 3]) await addEvent(use.records, id, seq, 'command', { note: `Entry ${seq}: “déjà vu”` })
  }
})

/** Tampers as somebody with the keys of the database might, looks, and puts everything back. */
async function tampered(with_: string): Promise<string[]> {
  const { records } = use
  await sql`create table kept as select * from case_file`.execute(records)
  await sql`alter table case_file disable trigger user`.execute(records)
  try {
    await sql.raw(with_).execute(records)
    return (await verifyChains(records)).faults.map(({ caseId, seq, fault }) => `${caseId} ${seq}: ${fault}`)
  } finally {
    await sql`delete from case_file`.execute(records)
    await sql`insert into case_file select * from kept`.execute(records)
    await sql`alter table case_file enable trigger user`.execute(records)
    await sql`drop table kept`.execute(records)
  }
}

describe('the case file, chained by hashes (SO-2)', () => {
  it('is verified whole, with the last hash of each case', async () => {
    const { cases, entries, faults, heads } = await verifyChains(use.records)
    expect([cases, entries, faults]).toEqual([2, 6, []])
    expect(heads.map((head) => [head.caseId, head.seq])).toEqual([
      [one, 3],
      [other, 3],
    ])
    expect(new Set(heads.map((head) => head.hash)).size).toBe(2)
    expect((await verifyChains(use.records, other)).entries).toBe(3)
  })

  it('cannot be changed by the service at all', async () => {
    await expect(sql`update case_file set type = 'x'`.execute(use.records)).rejects.toThrow('append-only')
    await expect(sql`delete from case_file`.execute(use.records)).rejects.toThrow('append-only')
  })

  it('shows an entry that was changed, and no other', async () => {
    expect(
      await tampered(`update case_file set body = '{"note": "nicer"}' where case_id = '${one}' and seq = 2`),
    ).toEqual([`${one} 2: the entry, or its place behind the one before, was changed`])
    expect(
      await tampered(`update case_file set at = at + interval '1 day' where case_id = '${one}' and seq = 3`),
    ).toEqual([`${one} 3: the entry, or its place behind the one before, was changed`])
  })

  it('shows an entry that was rewritten with a fitting hash, by the entry after it', async () => {
    const rewritten = `update case_file set body = '{"note": "nicer"}', hash = 'f00' where case_id = '${one}' and seq = 2`
    expect((await tampered(rewritten)).some((fault) => fault.startsWith(`${one} 3: `))).toBe(true)
  })

  it('shows an entry that was taken out, in the middle or at the end', async () => {
    expect(await tampered(`delete from case_file where case_id = '${one}' and seq = 2`)).toEqual([
      `${one} 3: the entries 2 to 2 are missing before this one`,
    ])
    expect(await tampered(`delete from case_file where case_id = '${other}' and seq = 3`)).toEqual([
      `${other} 3: the file ends with entry 2, but the case knows of 3`,
    ])
  })

  it('takes in the entries from before there was a chain', async () => {
    const migration = readFileSync(
      new URL('../../records/migrations/0006-chain-of-old-entries.sql', import.meta.url),
      'utf8',
    )
    const old = `update case_file set hash = null where case_id = '${one}' and seq < 3`
    expect(await tampered(old)).toHaveLength(3)
    expect(await tampered(`${old}; ${migration}; alter table case_file disable trigger user`)).toEqual([])
    await expect(sql`delete from case_file`.execute(use.records)).rejects.toThrow('append-only')
  })
})
