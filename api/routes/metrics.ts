import type { Metrics } from '../metrics.ts'
import { operation } from '../operation.ts'

/** The numbers that Prometheus reads. */
export function metricsRoutes(metrics: Metrics) {
  return [
    operation({
      method: 'get',
      path: '/metrics',
      id: 'getMetrics',
      tag: 'Health',
      summary: 'How long calls take, open cases, overdue deadlines and waiting mails, for Prometheus',
      isPublic: true,
      answers: { 200: { description: 'The numbers', type: 'text/plain' } },
      async handle({ response }) {
        await metrics.show(response)
      },
    }),
  ]
}
