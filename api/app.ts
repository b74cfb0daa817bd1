import express, { type Express } from 'express'
import { confidentialIn } from '../codec/confidential-cases.ts'
import { authenticate, limitCalls } from './authenticate.ts'
import { codecEndpoint } from './codec-endpoint.ts'
import { answerErrors, refuseUnknown } from './errors.ts'
import { logRequests } from './log-requests.ts'
import { createMetrics } from './metrics.ts'
import type { ApiParts } from './parts.ts'
import { register } from './register.ts'
import { administrationRoutes } from './routes/administration.ts'
import { alarmRoutes } from './routes/alarms.ts'
import { calendarImpactRoutes } from './routes/calendar-impact.ts'
import { calendarRoutes } from './routes/calendar.ts'
import { caseRoutes } from './routes/cases.ts'
import { clockSheetRoutes } from './routes/clock-sheet.ts'
import { commandRoutes } from './routes/commands.ts'
import { deadlineRoutes } from './routes/deadlines.ts'
import { descriptionRoutes } from './routes/description.ts'
import { expenditureRoutes } from './routes/expenditure.ts'
import { forecastRoutes } from './routes/forecast.ts'
import { handbookRoutes } from './routes/handbook.ts'
import { healthRoutes } from './routes/health.ts'
import { inspectionRoutes } from './routes/inspection-pack.ts'
import { linkRoutes } from './routes/links.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { notificationRoutes } from './routes/notifications.ts'
import { peopleRoutes } from './routes/people.ts'
import { policyRoutes } from './routes/policies.ts'
import { rehearsalRoutes } from './routes/rehearsals.ts'
import { policyEffectRoutes } from './routes/policy-effect.ts'
import { schoolImportRoutes } from './routes/school-import.ts'
import { schoolSupportRoutes } from './routes/school-support.ts'
import { schoolRoutes } from './routes/schools.ts'
import { termReportRoutes } from './routes/term-report.ts'
import { yearRoutes } from './routes/years.ts'
import { secureHeaders } from './secure-headers.ts'
import { waitUntilReady } from './wait-until-ready.ts'
import { assets } from '../web/assets.ts'
import { errorPages } from '../web/error-pages.ts'
import { webRoutes } from '../web/routes.ts'

/** Everything that can be asked of the API. */
export const operationsOf = (parts: ApiParts) => [
  ...caseRoutes(parts),
  ...forecastRoutes(parts),
  ...commandRoutes(parts),
  ...rehearsalRoutes(parts),
  ...yearRoutes(parts),
  ...deadlineRoutes(parts),
  ...alarmRoutes(parts),
  ...schoolImportRoutes(parts),
  ...schoolRoutes(parts),
  ...schoolSupportRoutes(parts),
  ...peopleRoutes(parts),
  ...calendarRoutes(parts),
  ...calendarImpactRoutes(parts),
  ...clockSheetRoutes(parts),
  ...inspectionRoutes(parts),
  ...termReportRoutes(parts),
  ...expenditureRoutes(parts),
  ...policyRoutes(parts),
  ...policyEffectRoutes(parts),
  ...handbookRoutes(parts),
  ...notificationRoutes(parts),
  ...linkRoutes(parts),
  ...administrationRoutes(parts),
]

/** The API and the pages as an Express app: a list of its parts. */
export function createApp(parts: ApiParts): Express {
  const app = express()
  const metrics = createMetrics(parts.records)
  const open = [...healthRoutes(parts), ...metricsRoutes(metrics)]
  const operations = operationsOf(parts)

  app.use(logRequests(parts.log, confidentialIn(parts.policies)))
  app.use(metrics.time)
  app.use(secureHeaders())
  app.use('/api', authenticate(parts))
  app.use(limitCalls(parts))
  app.use(assets())
  app.use('/codec', codecEndpoint(parts))
  register(app, open, parts)
  register(app, descriptionRoutes([...operations, ...open]), parts)
  app.use('/api', waitUntilReady(parts))
  register(app, operations, parts)
  app.use(webRoutes(parts))
  app.use(refuseUnknown())
  app.use(errorPages(parts))
  app.use(answerErrors(parts.log))
  return app
}
