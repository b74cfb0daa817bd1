import { Readable } from 'node:stream'
import { Router } from 'express'
import type * as z from 'zod'
import type { ApiParts } from '../../api/parts.ts'
import { readPart } from '../../api/read-part.ts'
import { importSchools, latestImport, mayImportSchools } from '../../api/school-import.ts'
import { findSchools, mustReadSchool, schoolsQuery } from '../../api/schools.ts'
import type { GiasProgress } from '../../records/gias.ts'
import { asSomebody } from '../commands/as-somebody.ts'
import { filtersIn, firstAddress, nextAddress } from '../cursor.ts'
import { mayKeep } from '../keeping.ts'
import { page } from '../page.ts'
import { fileIn } from '../uploads.ts'
import { signedIn } from '../who.ts'

/** *Schools*: who leads them, and the import of the file of all schools with how far it has come. */
export function schoolsPages(parts: ApiParts): Router {
  const router = Router()
  router.get('/schools', async (request, response) => {
    const who = signedIn(request)
    const query = readPart(schoolsQuery, filtersIn(request)) as z.output<typeof schoolsQuery>
    const { items, next } = await findSchools(parts, query, who.reader)
    page(response, 'schools/schools.njk', {
      title: 'Schools',
      text: query.text,
      schools: items,
      mayImport: mayKeep(parts, who, 'schools', null),
      first: firstAddress(request),
      next: nextAddress(request, next),
    })
  })
  router.get('/schools/import', async (request, response) => {
    const who = signedIn(request)
    page(response, 'schools/import.njk', {
      title: 'Import of schools',
      progress: progressShown(await latestImport(parts, who.reader)),
      mayImport: mayKeep(parts, who, 'schools', null),
    })
  })
  router.post('/schools/import', async (request, response) => {
    const who = signedIn(request)
    const file = fileIn(request)
    if (!file) {
      const faults = [{ field: 'file', message: 'Choose the file of all schools (edubasealldata…csv)' }]
      return page(response, 'schools/import.njk', { title: 'Import of schools', mayImport: true, faults }, 400)
    }
    await asSomebody(who.callers, async (caller) => {
      mayImportSchools(parts, caller)
      const bytes = Readable.fromWeb(file.stream() as Parameters<typeof Readable.fromWeb>[0])
      // The page tells how it goes and what it came to; a fault of it stands there too.
      void importSchools(parts, bytes, caller).catch(() => {})
    })
    response.redirect(303, '/schools/import')
  })
  router.get('/schools/:urn', async (request, response) => {
    const school = await mustReadSchool(parts, request.params.urn, signedIn(request).reader)
    page(response, 'schools/school.njk', { title: school.name, school })
  })
  return router
}

const mostReportedShown = 100

function progressShown(progress: GiasProgress | undefined) {
  return progress && { ...progress, reported: progress.reported.slice(0, mostReportedShown) }
}
