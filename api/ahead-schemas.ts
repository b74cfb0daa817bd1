import * as z from 'zod'
import 'zod-openapi'
import { commandNames } from '../cases/commands.ts'
import { changeNames } from '../cases/rehearsed.ts'
import { day, deadlineSchema, instant, pageOf } from './schemas.ts'

const happeningSchema = z
  .looseObject({ at: instant, type: z.string() })
  .meta({ id: 'Happening', description: 'An entry of the case file or a mail; further fields by type' })

const aboutSchema = z.object({
  letter: z.string(),
  kind: z.string(),
  to: z.string(),
  passedOn: z.string().optional().describe('why it comes to this role: whoever was before could not be told'),
  offset: z.number().nullable().describe('working days from the due day to the rung; null: no rung'),
  deadlines: z.array(
    z.object({
      deadline: z.string(),
      title: z.string(),
      rule: z.string(),
      owner: z.string(),
      due: day.nullable(),
      why: z.string(),
    }),
  ),
})

const announcedMail = happeningSchema
  .extend({
    kind: z.string(),
    to: z.array(z.string()).describe('the roles addressed'),
    addresses: z.array(z.string()),
    person: z.string(),
    standsInFor: z.string().optional().describe('who is away'),
    subject: z.string(),
    messageId: z.string(),
    about: z.array(aboutSchema),
  })
  .meta({ id: 'AnnouncedMail', description: 'a mail of section 5, with who will read it and what it is about' })

export type AnnouncedMail = z.output<typeof announcedMail>

const unreachedSchema = z
  .array(
    z.object({
      at: instant,
      to: z.string(),
      letter: z.string(),
      deadline: z.string().nullable(),
      rule: z.string().nullable(),
      why: z.string(),
    }),
  )
  .describe('letters to a role that nobody holds: the next rung and the administrator are told instead')

export const forecastSchema = z
  .object({
    caseId: z.string(),
    authority: z.string(),
    school: z.object({ urn: z.string(), name: z.string() }),
    status: z.enum(['open', 'closed']).describe('closed: nothing happens by itself'),
    from: day,
    until: day,
    happenings: z
      .array(z.union([announcedMail, happeningSchema]))
      .describe('in order of time: entries of the case file, and mails (type `mail`) with person, address and `about`'),
    waiting: z.array(announcedMail).describe('mails that are written and have not gone out'),
    unreached: unreachedSchema,
    owed: z
      .array(
        deadlineSchema
          .pick({
            id: true,
            occurrence: true,
            title: true,
            rule: true,
            owner: true,
            due: true,
            status: true,
            provisional: true,
            statutory: true,
            why: true,
          })
          .extend({ workingDaysLate: z.int().nullable().describe('at the end; null: not late') }),
      )
      .describe('what is still owed at the end'),
  })
  .meta({ id: 'Forecast' })

const deadlineAhead = deadlineSchema.pick({
  id: true,
  title: true,
  rule: true,
  owner: true,
  due: true,
  provisional: true,
  statutory: true,
  why: true,
})

export const rehearsalSchema = z
  .object({
    command: z.enum(commandNames),
    caseId: z.string().nullable().describe('null: the case is not open yet'),
    school: z.object({ urn: z.string(), name: z.string() }),
    level: z.object({ from: z.string().nullable().describe('null: no case yet'), to: z.string() }),
    deadlines: z
      .array(
        deadlineAhead
          .extend({
            change: z.enum(changeNames),
            from: day.nullable().describe('the day it had, where it would be moved'),
            reason: z.string().nullable(),
          })
          .meta({ id: 'DeadlineChange' }),
      )
      .describe('what would become of which deadline, in the order of the case file'),
    entries: z.array(happeningSchema).describe('of the case file, as they would be written'),
    mails: z.array(announcedMail).describe('that would go out at once; what the day brings later is the forecast’s'),
    unreached: unreachedSchema,
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Rehearsal', description: 'What a command would do; nothing has been changed' })

export const calendarImpactSchema = pageOf(
  z
    .object({
      caseId: z.string(),
      authority: z.string(),
      school: z.object({ urn: z.string(), name: z.string() }),
      deadline: z.string().describe('the id of the deadline, or `notice-period`'),
      occurrence: z.string(),
      title: z.string(),
      rule: z.string(),
      owner: z.string(),
      statutory: z.boolean(),
      from: day,
      to: day,
      provisional: z.boolean().describe('a term that decides the new day is not published (TERM-3)'),
      missedAtOnce: z.boolean().describe('the new day has passed already'),
    })
    .meta({ id: 'Move' }),
)
  .extend({
    summary: z.string().describe('the proposed change in words'),
    applied: z.literal(false).describe('nothing has been changed'),
    deadlines: z.int().describe('how many would move, over all pages'),
    cases: z.int().describe('in how many cases'),
  })
  .meta({ id: 'CalendarImpact' })
