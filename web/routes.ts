import express, { Router } from 'express'
import type { ApiParts } from '../api/parts.ts'
import { waitUntilReady } from '../api/wait-until-ready.ts'
import compression from 'compression'
import { casePages } from './case/routes.ts'
import { commandPages } from './commands/routes.ts'
import { casesPages } from './cases/routes.ts'
import { calendarPages } from './calendar/routes.ts'
import { contentPolicy } from './content-policy.ts'
import { letterPages } from './letters/routes.ts'
import { revokingPages } from './links/revoking.ts'
import { linkPages } from './links/routes.ts'
import { refuseForged } from './csrf.ts'
import { deadlinesPages, feeds } from './deadlines/routes.ts'
import { administrationPages } from './administration/routes.ts'
import { handbookPages } from './handbook/routes.ts'
import { peoplePages } from './people/routes.ts'
import { reportsPages } from './reports/routes.ts'
import { schoolsPages } from './schools/routes.ts'
import { sessions } from './sessions.ts'
import { signInPages } from './sign-in/routes.ts'
import { readUploads } from './uploads.ts'
import { identify } from './who.ts'
import { yourWorkPages } from './your-work/routes.ts'

/** The pages: a list of their parts. A page is a folder; its routes are a function of the parts of the API. */
export function webRoutes(parts: ApiParts): Router {
  const router = Router()
  router.use((request, _response, next) => next(request.path.startsWith('/api/') ? 'router' : undefined))
  router.use(compression())
  router.use(contentPolicy(parts))
  router.use(express.urlencoded({ extended: false, limit: '1mb' }))
  router.use(waitUntilReady(parts))
  router.use(sessions(parts))
  router.use(identify(parts))
  router.use(readUploads(parts))
  router.use(refuseForged())
  router.use(linkPages(parts))
  router.use(revokingPages(parts))
  router.use(signInPages(parts))
  router.use(yourWorkPages(parts))
  router.use(commandPages(parts))
  router.use(casePages(parts))
  router.use(letterPages(parts))
  router.use(handbookPages(parts))
  router.use(administrationPages(parts))
  router.use(reportsPages(parts))
  router.use(casesPages(parts))
  router.use(deadlinesPages(parts))
  router.use(feeds(parts))
  router.use(peoplePages(parts))
  router.use(schoolsPages(parts))
  router.use(calendarPages(parts))
  return router
}
