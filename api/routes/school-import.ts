import { PassThrough } from 'node:stream'
import type { Request } from 'express'
import * as z from 'zod'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { importSchools, latestImport, mayImportSchools } from '../school-import.ts'
import { importProgressSchema } from '../schemas.ts'

/** The import of the file of schools that the Department for Education publishes (GIAS). */
export function schoolImportRoutes(parts: ApiParts) {
  return [
    operation({
      method: 'post',
      path: '/api/schools/import',
      id: 'importSchools',
      tag: 'Schools',
      summary: 'Takes in the CSV of all schools as GIAS publishes it (Windows-1252, 139 columns)',
      description:
        'Columns are found by name. A row with another number of fields than the header is reported with its line, and left out. Authorities without a policy here are counted and left out. What people have put in and the file does not know stays.',
      body: {
        schema: z.unknown().meta({ override: { type: 'string', format: 'binary' } }),
        types: ['text/csv', 'application/csv', 'application/octet-stream', 'application/vnd.ms-excel', 'text/plain'],
      },
      answers: { 200: { description: 'What it came to', schema: importProgressSchema } },
      problems: [400, 403, 409, 413, 415, 503],
      async handle({ request, caller }) {
        mayImportSchools(parts, caller)
        return { body: await importSchools(parts, bytesOf(request, parts.limits.schoolFileBytes), caller) }
      },
    }),
    operation({
      method: 'get',
      path: '/api/schools/import',
      id: 'getSchoolImport',
      tag: 'Schools',
      summary: 'How far the running import has come, or what the last one came to',
      answers: { 200: { description: 'The import', schema: importProgressSchema } },
      problems: [403, 404, 503],
      async handle({ caller }) {
        const latest = await latestImport(parts, caller)
        if (!latest) throw new Problem(404, 'No schools have been imported since this API was started')
        return { body: latest }
      },
    }),
  ]
}

/** The body as it comes, up to a limit; the connection stays usable for the answer, however the import ends. */
function bytesOf(request: Request, most: number): PassThrough {
  const bytes = new PassThrough()
  let count = 0
  request.on('data', (chunk: Buffer) => {
    count += chunk.length
    if (count > most) {
      request.unpipe(bytes)
      bytes.destroy(new Problem(413, `The file is larger than ${Math.round(most / 1_000_000)} MB`))
    }
  })
  request.on('close', () => {
    if (!request.complete) bytes.destroy(new Problem(400, 'The file broke off before its end'))
  })
  bytes.on('close', () => request.resume())
  bytes.on('error', () => {})
  return request.pipe(bytes)
}
