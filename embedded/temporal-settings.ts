import { setTimeout as pause } from 'node:timers/promises'
import { Connection } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time.js'
import { registerSearchAttributes } from '../config/search-attributes.ts'

/** Closed cases stay visible for ten years. */
const retention = msToTs('3650 days')

/** Tries that fail in silence, one every 0.2 seconds: a server needs some time to start. */
const silentTries = 50

/** Makes a Temporal server ready for cases as soon as it answers; `own` is the embedded one. */
export async function prepareTemporal(address: string, namespace: string, own: boolean): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await prepare(address, namespace, own)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (tries === silentTries) console.error(`Waiting for the Temporal server at ${address} (${reason}) …`)
      await pause(200)
    }
  }
}

async function prepare(address: string, namespace: string, own: boolean) {
  const connection = await Connection.connect({ address, connectTimeout: 2000 })
  try {
    if (own) await keepClosedCases(connection, namespace)
    await registerSearchAttributes(connection, namespace)
  } finally {
    await connection.close()
  }
}

async function keepClosedCases(connection: Connection, namespace: string) {
  const config = { workflowExecutionRetentionTtl: retention }
  await connection.workflowService.updateNamespace({ namespace, config })
}
