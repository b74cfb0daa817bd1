import { createServer, connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { startDatabase } from '../../embedded/database.ts'
import { connectRecords, reachRecords } from '../../records/database.ts'

/** A database behind connections that can be broken, or fall silent. */
async function brokenOff(work: (url: string, fault: { breakAll: () => void; isSilent: boolean }) => Promise<void>) {
  const database = await startDatabase()
  const target = Number(new URL(database.url).port)
  const open = new Set<Socket>()
  const fault = { breakAll: () => open.forEach((socket) => socket.destroy()), isSilent: false }
  const between = createServer((client) => {
    const server = connect(target, '127.0.0.1')
    for (const socket of [client, server])
      open.add(socket.on('error', () => {}).on('close', () => [client, server].forEach((one) => one.destroy())))
    client.on('data', (data) => fault.isSilent || server.write(data))
    server.on('data', (data) => fault.isSilent || client.write(data))
  })
  await new Promise<void>((settle) => between.listen(0, '127.0.0.1', settle))
  try {
    await work(`postgres://postgres@127.0.0.1:${(between.address() as AddressInfo).port}/postgres`, fault)
  } finally {
    between.close()
    fault.breakAll()
    await database.stop()
  }
}

describe('a database that dies', () => {
  it('fails the transaction in hand, not the process that asked, and is found again', () =>
    brokenOff(async (url, fault) => {
      const records = connectRecords(url)
      const broken = records.transaction().execute(async (trx) => {
        await sql`select 1`.execute(trx)
        fault.breakAll()
        await new Promise((settle) => setTimeout(settle, 200))
        await sql`select 2`.execute(trx)
      })
      await expect(broken).rejects.toThrow()
      await expect(reachRecords(records)).resolves.toBeUndefined()
      await records.destroy()
    }))

  it('fails what waits for its answer also where its connection stays open, and is found again', () =>
    brokenOff(async (url, fault) => {
      const records = connectRecords(url, 4, null, 2_000)
      const unanswered = records.transaction().execute(async (trx) => {
        await sql`select 1`.execute(trx)
        fault.isSilent = true
        await sql`select 2`.execute(trx)
      })
      await expect(unanswered).rejects.toThrow()
      fault.isSilent = false
      await expect(reachRecords(records)).resolves.toBeUndefined()
      await records.destroy()
    }))
})
