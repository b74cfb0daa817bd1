import * as z from 'zod'
import 'zod-openapi'
import { instant, pageOf } from './schemas.ts'

export const administrationSchema = z
  .object({
    parts: z.array(
      z.object({
        part: z.string(),
        reached: z.boolean().describe('it answers; of the worker: it has asked for work within the last minute or so'),
      }),
    ),
    mails: z.object({ waiting: z.int(), refused: z.int().describe('for good, by the mail server') }),
    cases: z.object({
      running: z.int(),
      alarmed: z.int().describe('in which something has no next moment of action, or has missed it'),
    }),
    views: z
      .array(z.object({ title: z.string(), address: z.string() }))
      .describe('lists in Temporal’s Web UI; none where its address is not set'),
  })
  .meta({ id: 'Administration' })

export const revokedLinksSchema = pageOf(
  z
    .object({
      caseId: z.string(),
      school: z.object({ urn: z.string(), name: z.string() }),
      to: z.string().describe('the role that it was sent to'),
      person: z.string().nullable(),
      address: z.string().nullable(),
      revokedAt: instant,
      by: z.object({ role: z.string(), person: z.string().nullable() }),
      reason: z.string(),
    })
    .meta({ id: 'RevokedLink' }),
)
