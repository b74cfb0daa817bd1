import * as z from 'zod'
import 'zod-openapi'
import { caseKinds } from '../policies/year.ts'
import { pageQuery } from './pages.ts'
import { day, instant, kebab, pageOf, yesOrNo } from './schemas.ts'

export const alarmsQuery = z.strictObject({
  authority: kebab.optional(),
  case: z.string().optional().describe('the id of a case'),
  kind: z.enum(caseKinds).optional().describe('interventions alone, or whose years; all where left out'),
  alarm: yesOrNo.optional().describe('true: only cases in which something has no next moment, or has missed it'),
  check: yesOrNo.optional().describe('true: each case of the page is asked in Temporal what it waits for'),
  ...pageQuery,
})

export const alarmsSchema = pageOf(
  z
    .object({
      caseId: z.string(),
      kind: z.enum(caseKinds),
      authority: z.string(),
      school: z.object({ urn: z.string(), name: z.string() }),
      key: z.string().describe('the occurrence’s own'),
      id: z.string(),
      title: z.string(),
      rule: z.string(),
      owner: z.string().nullable().describe('the role that owes it'),
      due: day.nullable(),
      status: z
        .string()
        .describe('that of the deadline; `comes again`: it is not owed at present; `runs`: a notice’s period'),
      next: z
        .object({
          at: instant,
          what: z
            .string()
            .describe('a rung of its ladder, or what its day brings: pass, overtaken, recurrence, period-end'),
          to: z.array(z.string()).optional().describe('the roles that hear then'),
        })
        .nullable()
        .describe('the next moment at which something comes of it by itself'),
      alarm: z.string().nullable().describe('why nothing comes of it, or what does not agree'),
      agrees: z
        .boolean()
        .nullable()
        .describe('whether its workflow waits for the same; null: not asked, or a procedure’s own workflow chases it'),
    })
    .meta({ id: 'WatchedRule' }),
)
