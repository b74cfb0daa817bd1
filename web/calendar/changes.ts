import type * as z from 'zod'
import type { Caller } from '../../access/caller.ts'
import { takeBankHolidays, takeTermDates } from '../../api/calendar.ts'
import type { impactQuery } from '../../api/calendar-impact.ts'
import type { ApiParts } from '../../api/parts.ts'
import { rowsIn } from '../../api/proposed-change.ts'
import type { FormField } from '../commands/form.ts'
import { inputFrom } from '../commands/posted.ts'
import type { Typed } from '../drafts.ts'
import { dayField } from '../fields.ts'

/** A way of changing the calendar: its form, what would follow, and the change itself. */
export interface Change {
  address: string
  title: string
  intro: string[]
  fields: FormField[]
  /** As `GET /api/calendar/impact` takes it. */
  proposal: (typed: Typed) => Partial<z.input<typeof impactQuery>>
  take: (parts: ApiParts, typed: Typed, caller: Caller) => Promise<{ summary: string; casesTold: boolean }>
}

const field = (name: string, control: FormField['control'], label: string, hint: string): FormField => ({
  ...dayField(name, label, hint),
  control,
  optional: true,
})

const oneOrMany = [
  dayField('date', 'Day of a bank holiday', 'For example, 31 8 2026'),
  field('title', 'line', 'What it is called', 'One that its year knows on another day moves to this one.'),
  field('holidays', 'text', 'Or the government’s list', 'What www.gov.uk/bank-holidays.json holds, pasted whole.'),
].map((one) => ({ ...one, optional: true }))

/** A list where one was pasted, else the one day. */
const holidaysIn = (typed: Typed): Record<string, string> => {
  const { date, title, holidays } = inputFrom({ fields: oneOrMany }, typed) as Record<string, string | undefined>
  if (holidays) return { holidays }
  return { ...(date && { date }), ...(title && { title }), ...(!date && !title && { date: '' }) }
}

const bankHolidays: Change = {
  address: '/calendar/bank-holidays',
  title: 'Bank holidays',
  intro: [
    'Bank holidays are added and moved, never erased. You see first what would move; nothing changes until you say so.',
  ],
  fields: oneOrMany,
  proposal: holidaysIn,
  take(parts, typed, caller) {
    const { date, title, holidays } = holidaysIn(typed)
    return takeBankHolidays(parts, holidays ? rowsIn(holidays, 'holidays') : { rows: [{ date, name: title }] }, caller)
  },
}

const columns =
  'authority, academic_year, term, first_day, half_term_first_day, half_term_last_day, last_day, inset_days, school'

const termDates: Change = {
  address: '/calendar/term-dates',
  title: 'Term dates',
  intro: [
    'Paste the dates as CSV, with the names of the columns in the first line. Each row replaces the same term; no other is erased.',
    'You see first what would move; nothing changes until you say so.',
  ],
  fields: [{ ...field('terms', 'text', 'Term dates', `Columns: ${columns}`), optional: false }],
  proposal: (typed) => inputFrom(termDates, typed),
  take(parts, typed, caller) {
    const { terms = '' } = inputFrom(termDates, typed) as { terms?: string }
    return takeTermDates(parts, rowsIn(terms, 'terms'), caller)
  },
}

export const changes = [bankHolidays, termDates]
