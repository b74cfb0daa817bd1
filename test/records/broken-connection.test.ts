import { createServer, connect, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { startDatabase } from '../../embedded/database.ts'
import { connectRecords, reachRecords } from '../../records/database.ts'

describe('a database that dies', () => {
  it('fails the transaction in hand, not the process that asked, and is found again', async () => {
    const database = await startDatabase()
    const target = Number(new URL(database.url).port)
    const open = new Set<Socket>()
    const between = createServer((client) => {
      const server = connect(target, '127.0.0.1')
      for (const socket of [client, server]) open.add(socket.on('error', () => {}))
      client.pipe(server).pipe(client)
    })
    await new Promise<void>((settle) => between.listen(0, '127.0.0.1', settle))
    const records = connectRecords(`postgres://postgres@127.0.0.1:${(between.address() as AddressInfo).port}/postgres`)
    const broken = records.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx)
      for (const socket of open) socket.destroy()
      await new Promise((settle) => setTimeout(settle, 200))
      await sql`select 2`.execute(trx)
    })
    await expect(broken).rejects.toThrow()
    await expect(reachRecords(records)).resolves.toBeUndefined()
    await records.destroy()
    between.close()
    await database.stop()
  })
})
