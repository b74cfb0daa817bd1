import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { AllAhead } from '../cases/ahead.ts'

type At = ColumnType<Date, string | Date, string | Date>
type MaybeAt = ColumnType<Date | null, string | Date | null | undefined, string | Date | null>
type Json = JSONColumnType<Record<string, unknown>>

/** The tables of `records/migrations`, row by row. Days are `YYYY-MM-DD` strings. */
export interface Tables {
  schools: {
    urn: string
    name: string
    authority: string | null
    phase: string
    district: string | null
    denomination: string | null
    status: Generated<string>
    successor_urn: string | null
    details: Generated<Record<string, unknown>>
  }
  people: { id: string; name: string; email: string; authority: string | null }
  roles_held: {
    id: Generated<number>
    person_id: string
    role: string
    from_day: string
    to_day: string | null
    district: string | null
    school: string | null
  }
  absences: { id: Generated<number>; person_id: string; from_day: string; to_day: string }
  bank_holidays: { day: string; name: string }
  terms: {
    authority: string
    school: string
    academic_year: string
    term: string
    first_day: string
    half_term_first_day: string
    half_term_last_day: string
    last_day: string
    inset_days: JSONColumnType<string[]>
  }
  calendar_changes: {
    id: Generated<number>
    made_at: Generated<Date>
    by_role: string | null
    authority: string | null
    kind: string
    summary: string
    details: Json
    told_at: MaybeAt
  }
  cases: {
    id: string
    authority: string
    urn: string
    number: number
    /** intervention, school-year, district-year, authority-year */
    kind: Generated<string>
    status: string
    /** The edition of the policy that it runs under; null before it is opened. */
    edition: Generated<string | null>
    level: string | null
    level_since: string | null
    opened_on: string | null
    closed_on: string | null
    next_deadline: string | null
    overdue: Generated<boolean>
    /** What time will bring by itself, as the case knew it when it last wrote; null: it has not written since this is kept. */
    ahead: Generated<AllAhead | null>
    /** From when on it is an alarm that nothing more was written. */
    alarm_at: MaybeAt
    category: string | null
    district: string | null
    school_name: string
    school: JSONColumnType<Record<string, unknown>> | null
    seq: Generated<number>
    opening: JSONColumnType<Record<string, unknown>> | null
    state: JSONColumnType<Record<string, unknown>> | null
    opened_at: ColumnType<Date, string | Date | undefined, string | Date>
  }
  case_urns: { urn: string; case_id: string }
  case_officers: { case_id: string; role: string; person_id: string }
  case_file: {
    case_id: string
    seq: number
    at: At
    type: string
    body: Json
    recorded_at: Generated<Date>
    /** Written by the database from the entry and the hash before it. */
    hash: Generated<string>
  }
  deadlines: {
    case_id: string
    key: string
    id: string
    title: string
    rule: string
    owner: string
    status: string
    due: string | null
    provisional: boolean
    why: string
    statutory: boolean
    opened_at: At
    missed_at: MaybeAt
    ended_at: MaybeAt
    details: Json
  }
  support: {
    case_id: string
    entry: number
    stage: string
    kind: string
    days: number
    pounds: number
    officer: string | null
    from_day: string
    until_day: string | null
    stream: string | null
    under_agreement: boolean
    impact: string
  }
  notices: {
    id: string
    case_id: string
    number: number
    stage: string
    given_on: string | null
    received_on: string | null
    decided_on: string | null
    ended: string | null
    details: Json
  }
  statements: {
    id: string
    case_id: string
    number: number
    urgent: boolean
    owed_from: string
    filed_on: string | null
    ended: string | null
    details: Json
  }
  mails: {
    id: Generated<number>
    message_id: string
    case_id: string
    kind: string
    address: string
    at: At
    subject: string
    text: string
    html: string
    ics: string | null
    headers: JSONColumnType<Record<string, string>>
    status: Generated<string>
    attempts: Generated<number>
    leased_until: MaybeAt
    sent_at: MaybeAt
    error: string | null
    created_at: Generated<Date>
  }
  letters: {
    key: string
    case_id: string
    entry: number
    letter: string
    kind: string
    to_role: string
    person: string | null
    stands_in_for: string | null
    address: string | null
    at: At
    deadline: string | null
    deadline_key: string | null
    rule: string | null
    statutory: boolean
    status: string
    mail_id: number | null
    body: Json
    /** By what its link is found; null where nobody has one. */
    link: string | null
  }
  revoked_links: {
    link: string
    at: Generated<Date>
    by_role: string
    by_person: string | null
    reason: string
  }
  feeds: {
    id: string
    people: JSONColumnType<string[]>
    query: Json
    made_at: Generated<Date>
    revoked_at: MaybeAt
  }
  idempotency_keys: {
    key: string
    caller: string
    fingerprint: string
    status: number | null
    headers: JSONColumnType<Record<string, string>> | null
    body: ColumnType<unknown, string | null, string | null>
    made_at: Generated<Date>
  }
}
