import type { RequestHandler, Response } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { countsOf } from '../records/reading.ts'
import type { Records } from '../records/database.ts'

/** What Prometheus reads: how long calls take, open cases, overdue deadlines, mails that wait. */
export function createMetrics(records: Records) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long calls took',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  })
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const open = gauge('interventions_open_cases', 'Open cases', ['authority'])
  const overdue = gauge('interventions_overdue_deadlines', 'Deadlines missed and still owed')
  const waiting = gauge('interventions_waiting_mails', 'Mails written and not yet taken by the mail server')
  const reached = gauge('interventions_database_reached', '1 if the records answered for these numbers')

  async function count(): Promise<void> {
    try {
      const counts = await countsOf(records)
      open.reset()
      for (const row of counts.open) open.set({ authority: row.authority }, row.count)
      overdue.set(counts.overdue)
      waiting.set(counts.waiting)
      reached.set(1)
    } catch {
      reached.set(0)
    }
  }

  const time: RequestHandler = (request, response, next) => {
    const stop = durations.startTimer({ method: request.method })
    response.on('close', () => {
      const route = (response.locals['route'] as string | undefined) ?? 'none'
      stop({ route, status: String(response.statusCode) })
    })
    next()
  }

  async function show(response: Response): Promise<void> {
    await count()
    response.type(registry.contentType).send(await registry.metrics())
  }

  return { time, show }
}

export type Metrics = ReturnType<typeof createMetrics>
