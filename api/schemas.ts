import * as z from 'zod'
import 'zod-openapi'
import { commandNames } from '../cases/commands.ts'
import { isOneLine, looksSealed, mailAddress, oneLinePattern } from '../cases/text.ts'
import type { EventType } from '../cases/events.ts'
import { moneySchema } from './money-schemas.ts'

z.config({ jitless: true })

/** `true` or `false` in an address. */
export const yesOrNo = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((text) => text === 'true')
  .meta({
    override({ jsonSchema }: { jsonSchema: { enum?: unknown; type?: unknown } }) {
      delete jsonSchema.enum
      jsonSchema.type = 'boolean'
    },
  })

export const day = z.iso
  .date({ error: 'must be a date that exists, written YYYY-MM-DD', abort: true })
  .refine((on) => on >= '1900-01-01', 'must lie in the years 1900 to 9999')
  .meta({ pattern: '^(19|[2-9]\\d)\\d\\d-\\d\\d-\\d\\d$' })
export const instant = z
  .string()
  .meta({ description: 'an instant, in London’s time with its offset', example: '2025-03-21T09:00:00+00:00' })
/** A URN as a path holds it. */
export const urnInPath = z
  .string({ error: 'must be a URN' })
  .regex(/^\d{6}$/, 'must be a URN of six digits')
  .meta({ example: '900001' })
export const urn = z
  .preprocess((value) => (typeof value === 'number' ? String(value) : value), urnInPath)
  .meta({ override: { type: 'string', pattern: '^\\d{6}$', example: '900001' } })
const email = mailAddress('must be a mail address')
const name = z
  .string({ error: 'must be a text' })
  .trim()
  .min(1, 'must not be empty')
  .max(300, 'must be at most 300 characters')
  .refine(isOneLine, 'must be one line of characters that can be printed')
  .refine((one) => !looksSealed(one), 'must not begin with "sealed:", as only the records write')
  .meta({ pattern: oneLinePattern })
const id = z
  .string({ error: 'must be a text' })
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be letters, digits, dots and hyphens, 100 at most')
const kebab = z
  .string({ error: 'must be a text' })
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case words joined by hyphens')
  .max(100, 'must be at most 100 characters')
export const phase = z.enum(['primary', 'secondary', 'special', 'all-through'], {
  error: 'must be one of primary, secondary, special, all-through',
})
const nullable = <T extends z.ZodType>(schema: T) => schema.nullable()

/** The shape of every list: one page, and the cursor of the next. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable().describe('give it as `cursor` for the next page') })

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('a sentence that says what is wrong and what to do'),
    faults: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .describe('for 400: which field, why'),
    part: z.string().optional().describe('for 503: the part that is down'),
  })
  .meta({ id: 'Problem', description: 'A problem document (RFC 9457)' })

export const deadlineSchema = z
  .object({
    id: z.string(),
    occurrence: z.string().describe('`id@due`: names this occurrence in a command'),
    title: z.string(),
    rule: z.string(),
    owner: z.string().describe('the role that owes it'),
    due: nullable(day),
    status: z.enum(['open', 'suspended', 'missed', 'met', 'cancelled', 'lapsed']),
    provisional: z.boolean(),
    statutory: z.boolean(),
    why: z.string(),
    openedAt: instant,
    missedAt: nullable(instant),
    endedAt: nullable(instant),
  })
  .meta({ id: 'Deadline' })

export const deadlineInCaseSchema = deadlineSchema
  .extend({ caseId: z.string(), authority: z.string(), school: z.object({ urn: z.string(), name: z.string() }) })
  .meta({ id: 'DeadlineInCase' })

const officer = z.object({ role: z.string(), person: z.string(), name: z.string().nullable() })
const caseFields = {
  id: z.string(),
  kind: z
    .enum(['intervention', 'school-year', 'district-year', 'authority-year'])
    .describe('an intervention in a school, or the year of a school, a district, the authority'),
  authority: z.string(),
  edition: z.string().nullable().describe('of the policy that it runs under; null: it is being opened'),
  school: z.object({
    urn: z.string(),
    name: z.string(),
    phase: z.string().nullable(),
    district: z.string().nullable(),
  }),
  urns: z.array(z.string()).describe('every URN under which it is found (LAW-16)'),
  level: z.string().nullable(),
  levelName: z.string().nullable(),
  levelSince: nullable(day),
  status: z.enum(['opening', 'open', 'closed']),
  openedOn: nullable(day),
  closedOn: nullable(day),
  category: z.string().nullable().describe('Ofsted’s'),
  overdue: z.boolean(),
  nextDeadline: nullable(day),
  officers: z.array(officer),
}

export const caseSummarySchema = z.object(caseFields).meta({ id: 'CaseSummary' })

const howEnded = z
  .string()
  .describe('how it ended: refused, rescinded, voided, not-confirmed, lapsed, case closed; null: it has not')
const noticeDetails = z
  .object({
    grounds: z.array(z.string()).describe('on which it was asked for (ST-20)'),
    evidence: z.string().nullable(),
    law: z.string().nullable().describe('the regime it was given under: LAW-1 or LAW-9; null: not given yet'),
    statements: z
      .object({
        matters: z.string(),
        actionRequired: z.string(),
        actionMinded: z.string(),
        representations: z.string().optional(),
      })
      .nullable()
      .describe('what it states (LAW-3); null: not given yet'),
    complyBy: nullable(day).describe('the end of the period as the notice states it (LAW-9)'),
    periodEndsOn: nullable(day).describe('the last day to answer; after a confirmation, to comply (LAW-5)'),
    answered: z.boolean(),
    appealed: z.boolean(),
    proposed: z.array(z.string()).describe('the powers of which notice was given (LAW-7)'),
    proposedOn: nullable(day),
    windowEndsOn: nullable(day).describe('the last day on which its powers may be used (LAW-8)'),
    used: z.array(z.string()).describe('the powers used (ST-23)'),
    ended: nullable(howEnded),
  })
  .meta({ id: 'NoticeDetails', description: 'What a warning notice says, and how far it has come' })

export const caseSchema = z
  .object({
    ...caseFields,
    deadlines: z
      .array(deadlineSchema)
      .describe('the soonest first; those met, cancelled or lapsed too, unless `owed=true`'),
    notices: z.array(
      z.object({
        id: z.string(),
        number: z.int(),
        stage: z.string(),
        givenOn: nullable(day),
        receivedOn: nullable(day),
        decidedOn: nullable(day),
        ended: nullable(howEnded),
        details: noticeDetails,
      }),
    ),
    statements: z.array(
      z.object({
        id: z.string(),
        number: z.int(),
        urgent: z.boolean(),
        owedFrom: day,
        filedOn: nullable(day),
        ended: z.string().nullable(),
      }),
    ),
    money: moneySchema
      .nullable()
      .describe(
        'null where the policy says nothing of what support costs, or where it would tell what is confidential',
      ),
  })
  .meta({ id: 'Case' })

const allEventTypes = {
  command: true,
  'case-opened': true,
  'level-changed': true,
  'policy-adopted': true,
  'deadline-opened': true,
  'deadline-moved': true,
  'deadline-suspended': true,
  'deadline-resumed': true,
  'deadline-met': true,
  'deadline-missed': true,
  'deadline-cancelled': true,
  notice: true,
  'power-used': true,
  'review-decided': true,
  'referred-to-dmt': true,
  'case-closed': true,
  'case-reopened': true,
  'school-replaced': true,
  'year-opened': true,
  'category-recommended': true,
  'category-agreed': true,
  'category-confirmed': true,
  'category-challenged': true,
  'challenge-decided': true,
  'receipt-acknowledged': true,
  'support-planned': true,
  'support-recorded': true,
  announced: true,
  'not-announced': true,
  'expenditure-reported': true,
} satisfies Record<EventType, true>
export const eventTypes = Object.keys(allEventTypes) as EventType[]

export const eventSchema = z
  .looseObject({ seq: z.int(), at: instant, type: z.string() })
  .meta({ id: 'Event', description: 'An entry of the case file; further fields by type' })

export const openedSchema = caseSchema
  .extend({
    caseId: z.string().describe('the id of the case once more'),
    recorded: z.boolean().describe('false: reserved; its workflow is heard of in a moment'),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Opened', description: 'The case as it stands, and what its opening came to' })

export const outcomeSchema = z
  .object({
    caseId: z.string(),
    command: z.enum(commandNames),
    entry: z.int().describe('its entry of the case file'),
    warnings: z.array(z.string()),
    case: caseSchema.describe('as it stands now'),
  })
  .meta({ id: 'Outcome' })

export const offersSchema = z
  .object({
    caseId: z.string(),
    commands: z.array(
      z.object({
        name: z.enum(commandNames),
        description: z.string(),
        choices: z
          .array(
            z.object({
              field: z.string(),
              choices: z.array(z.object({ value: z.string(), text: z.string(), hint: z.string().optional() })),
            }),
          )
          .describe('of the fields that are chosen from what there is: what would be taken now'),
      }),
    ),
  })
  .meta({ id: 'Offers' })

const contact = z.strictObject({ name, email }, { error: 'must be {name, email}' }).meta({ id: 'Contact' })

export const schoolToPutSchema = z
  .strictObject({
    urn: urn.optional().describe('must equal the path’s'),
    name,
    authority: kebab,
    phase,
    district: kebab.nullish(),
    denomination: name.nullish(),
    headteacher: contact.nullish().describe('left out: stays as it is; null: nobody'),
    chairOfGovernors: contact.nullish().describe('left out: stays as it is; null: nobody'),
  })
  .meta({ id: 'SchoolToPut' })

export const schoolSchema = z
  .object({
    urn: z.string(),
    name: z.string(),
    authority: z.string().nullable(),
    phase: z.string(),
    district: z.string().nullable(),
    denomination: z.string().nullable(),
    status: z.enum(['open', 'closed', 'proposed']),
    successor: z.string().nullable().describe('the URN that took this one’s place (LAW-16)'),
    headteacher: z.object({ name: z.string(), email: z.string() }).nullable(),
    chairOfGovernors: z.object({ name: z.string(), email: z.string() }).nullable(),
  })
  .meta({ id: 'School' })

export const successorToPutSchema = z
  .preprocess(
    (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || 'to' in value) return value
      const { urn: to, ...others } = value as Record<string, unknown>
      return { to, ...others }
    },
    z.strictObject({
      to: urn.describe('the new URN'),
      on: day.optional().describe('defaults to today'),
      from: urn.optional().describe('must equal the path’s'),
    }),
  )
  .meta({ id: 'Successor' })

export const replacedSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    on: day,
    caseIds: z.array(z.string()).describe('the open cases that moved'),
  })
  .meta({ id: 'Replaced' })

export const importProgressSchema = z
  .object({
    state: z.enum(['running', 'done', 'failed']),
    startedAt: z.string(),
    endedAt: z.string().nullable(),
    read: z.int().describe('rows so far'),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    elsewhere: z.int().describe('rows of authorities that have no policy here: left out'),
    reported: z.array(z.object({ line: z.int(), why: z.string() })).describe('a thousand at most'),
    reportedCount: z.int(),
    why: z.string().nullable(),
  })
  .meta({ id: 'SchoolImport' })

const roleHeld = z.strictObject({
  role: kebab,
  from: day,
  to: day.nullish(),
  district: kebab.nullish(),
  school: urn.nullish(),
})
const absence = z.strictObject({ from: day, to: day })

export const personToPutSchema = z
  .strictObject({
    id: id.optional().describe('must equal the path’s'),
    name,
    email,
    authority: kebab.nullish().describe('null: every authority'),
    roles: z.array(roleHeld, { error: 'must be a list' }).max(500).default([]),
    away: z.array(absence, { error: 'must be a list' }).max(500).default([]),
  })
  .meta({ id: 'PersonToPut' })

export const absencesToPutSchema = z
  .strictObject({ away: z.array(absence, { error: 'must be a list' }).max(500) })
  .meta({ id: 'AbsencesToPut' })

export const workSchema = z
  .object({
    owes: z.array(deadlineInCaseSchema.extend({ standsIn: z.boolean().describe('for somebody who is away') })),
    moreOwed: z.boolean(),
    answersFor: z.array(deadlineInCaseSchema),
    moreAnsweredFor: z.boolean(),
  })
  .meta({ id: 'Work' })

export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    authority: z.string().nullable(),
    roles: z.array(
      z.object({
        role: z.string(),
        from: day,
        to: nullable(day),
        district: z.string().nullable(),
        school: z.string().nullable(),
      }),
    ),
    away: z.array(z.object({ from: day, to: day })),
  })
  .meta({ id: 'Person' })

const bankHoliday = z.object({ date: day, name: z.string() })

export const bankHolidaysToImportSchema = z
  .union(
    [
      z
        .looseObject({ 'england-and-wales': z.looseObject({ events: z.array(z.unknown()) }) })
        .describe('the government’s feed'),
      z.looseObject({ rows: z.array(z.unknown()) }).describe('rows of {date, name}'),
      z.array(z.unknown()),
    ],
    { error: 'must be the government’s feed, or {rows: [{date, name}]}' },
  )
  .meta({ id: 'BankHolidaysToImport' })

export const bankHolidaysImportedSchema = z
  .object({
    added: z.array(bankHoliday),
    moved: z.array(z.object({ name: z.string(), from: day, to: day })),
    changeId: z.int().nullable().describe('null: nothing changed, nobody is told'),
    summary: z.string(),
    casesTold: z.boolean().describe('false: Temporal did not answer; the cases are told as soon as it does'),
  })
  .meta({ id: 'BankHolidaysImported' })

const term = z.object({
  authority: z.string(),
  school: z.string().optional(),
  academicYear: z.string(),
  term: z.enum(['autumn', 'spring', 'summer']),
  firstDay: day,
  halfTermFirstDay: day,
  halfTermLastDay: day,
  lastDay: day,
  insetDays: z.array(day),
})

export const calendarSchema = z
  .object({ bankHolidays: z.array(bankHoliday), terms: z.array(term) })
  .meta({ id: 'Calendar' })

export const termDatesToImportSchema = z
  .union([z.looseObject({ rows: z.array(z.unknown()) }), z.array(z.unknown()), z.string()], {
    error: 'must be CSV, or {rows: [{authority, academic_year, term, first_day, …}]}',
  })
  .meta({ id: 'TermDatesToImport' })

export const termDatesImportedSchema = z
  .object({
    added: z.array(term),
    changed: z.array(z.object({ from: term, to: term })),
    changeId: z.int().nullable(),
    summary: z.string(),
    casesTold: z.boolean(),
  })
  .meta({ id: 'TermDatesImported' })

export const notificationSchema = z
  .object({
    key: z.string(),
    caseId: z.string(),
    kind: z.string().describe('of the mail that carries it: notice, reminder, overdue, escalation, digest, outcome'),
    letter: z.string(),
    to: z.string().describe('the role addressed'),
    person: z.string().nullable(),
    standsInFor: z.string().nullable(),
    address: z.string().nullable(),
    at: instant,
    deadline: z.string().nullable(),
    rule: z.string().nullable(),
    statutory: z.boolean(),
    status: z.string().describe('gathering, waiting, sent, refused, by post, nobody'),
    subject: z.string().nullable(),
    messageId: z.string().nullable(),
    sentAt: nullable(instant),
    error: z.string().nullable(),
    attempts: z
      .int()
      .nullable()
      .describe('how often its mail was offered to the mail server; null: no mail carries it yet'),
  })
  .meta({ id: 'Notification' })

export const letterTextSchema = notificationSchema
  .extend({
    text: z.string().nullable().describe('its mail in plain text; null: it is not written out yet'),
    receivedOn: nullable(day).describe('the day on which it was received, where that is acknowledged (LAW-14)'),
  })
  .meta({ id: 'LetterText' })

export const policySummarySchema = z
  .object({
    authority: z.string(),
    name: z.string(),
    edition: z.string(),
    inForceFrom: day,
    paper: z.string(),
    levels: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .meta({ id: 'PolicySummary' })

export const editionSchema = z
  .object({
    edition: z.string(),
    inForceFrom: day,
    inForceTo: nullable(day).describe('null: no other follows yet'),
    inForce: z.boolean().describe('it is the one in force today'),
  })
  .meta({ id: 'Edition' })

const sheetDay = z.object({ date: day, counted: z.int().nullable(), skipped: z.string().nullable() })

export const clockSheetSchema = z
  .object({
    authority: z.string(),
    clock: z.string(),
    rule: z.string(),
    law: z.string().nullable(),
    from: day,
    due: day,
    expiresAt: instant,
    provisional: z.boolean(),
    days: z.array(sheetDay),
  })
  .meta({ id: 'ClockSheet' })

export const caseSheetsSchema = z
  .object({
    caseId: z.string(),
    sheets: z.array(
      z.object({
        deadline: z.string().describe('`id@due`'),
        title: z.string(),
        rule: z.string(),
        from: day.describe('its day 0'),
        due: nullable(day),
        days: z.array(sheetDay),
      }),
    ),
  })
  .meta({ id: 'CaseClockSheets' })

export const aliveSchema = z.object({ status: z.literal('alive') })
export const readySchema = z.object({ status: z.literal('ready'), parts: z.record(z.string(), z.literal('reached')) })

export { kebab, id }

export const packSchema = z
  .object({
    rows: z.array(
      z.object({
        rule: z.string(),
        what: z.string(),
        why: z.string(),
        owner: z.string(),
        school: z.string(),
        urn: z.string(),
        caseId: z.string(),
        openedOn: day,
        due: nullable(day),
        status: z.string(),
        endedOn: nullable(day),
        workingDaysLate: z.int().describe('of LAW-2; to today while it is owed'),
        reason: z.string(),
        evidence: z.string(),
        entry: z.int().nullable().describe('the entry of the case file that ended it'),
      }),
    ),
    heads: z.array(z.object({ caseId: z.string(), entry: z.int(), hash: z.string() })),
    faults: z
      .array(z.object({ caseId: z.string(), entry: z.int().nullable(), fault: z.string() }))
      .describe('what the case files do not bear out; none: the pack is complete, and as they say'),
  })
  .meta({ id: 'InspectionPack' })
