import { sql, type ExpressionBuilder, type SelectQueryBuilder } from 'kysely'
import type { Day } from '../calendar/day.ts'
import type { Records } from './database.ts'
import { letterKeyOnRecord } from './sealing.ts'
import type { Tables } from './tables.ts'

/** Which cases somebody may read: of these authorities, and of these URNs; undefined is all. */
export interface Scope {
  authorities?: string[] | undefined
  urns?: string[] | undefined
}

/** The rest of a list: what stands behind the last row that was read. */
export interface Page<After> {
  after?: After | undefined
  limit: number
}

const none = ['']

/** Cases within a scope; a school's cases are found by each URN it ever had. */
export function within<O>(query: SelectQueryBuilder<Tables, 'cases', O>, { authorities, urns }: Scope) {
  return query
    .$if(authorities !== undefined, (narrower) =>
      // One authority is asked for by itself: a list of two would keep the database from reading in the order of an index.
      authorities?.length === 1
        ? narrower.where('cases.authority', '=', authorities[0] ?? '')
        : narrower.where('cases.authority', 'in', [...(authorities ?? []), ...none]),
    )
    .$if(urns !== undefined, (narrower) => narrower.where((where) => isOfSchool(where, urns ?? none)))
}

function isOfSchool(where: ExpressionBuilder<Tables, 'cases'>, urns: string[]) {
  return where.or([
    where('cases.urn', 'in', [...urns, ...none]),
    where('cases.id', 'in', (found) =>
      found
        .selectFrom('case_urns')
        .select('case_id')
        .where('urn', 'in', [...urns, ...none]),
    ),
  ])
}

/** The cases of a school's URNs, where there are any to narrow to. */
async function caseIdsOf(records: Records, urns: string[] | undefined): Promise<string[] | undefined> {
  if (urns === undefined) return undefined
  const found = await records
    .selectFrom('case_urns')
    .select('case_id')
    .distinct()
    .where('urn', 'in', [...urns, ...none])
    .execute()
  return found.map((row) => row.case_id)
}

const caseColumns = [
  'cases.id',
  'cases.kind',
  'cases.authority',
  'cases.urn',
  'cases.edition',
  'cases.school_name',
  'cases.district',
  'cases.level',
  'cases.level_since',
  'cases.status',
  'cases.opened_on',
  'cases.closed_on',
  'cases.category',
  'cases.overdue',
  'cases.next_deadline',
] as const

export type CaseRow = Awaited<ReturnType<typeof readCases>>[number]

export interface CaseFilters extends Scope {
  kind?: string | undefined
  level?: string | undefined
  /** The authorities whose sealed levels are opened to look for a level. */
  levelsOf?: string[] | undefined
  status?: string | undefined
  overdue?: boolean | undefined
  school?: string | undefined
  officer?: string | undefined
  district?: string | undefined
  /** Looked for in the name of the school and in the URN. */
  text?: string | undefined
  /** Ordered by the next day that something is due, instead of by id; of these authorities no day is told. */
  byDay?: { closedTo: string[] } | undefined
}

export interface CasePlace {
  due: Day | null
  id: string
}

/** A page of cases, ordered by id, or by what is due next. */
export async function readCases(records: Records, filters: CaseFilters, { after, limit }: Page<CasePlace>) {
  const { kind = 'intervention', level, status, overdue, school, officer, district, text, byDay } = filters
  const pattern = `%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const sealed = level === undefined ? [] : await sealedAt(records, filters, level)
  return within(records.selectFrom('cases'), filters)
    .select(caseColumns)
    .select((row) => row.selectFrom('schools').whereRef('schools.urn', '=', 'cases.urn').select('phase').as('phase'))
    .where('cases.kind', '=', kind)
    .$if(level !== undefined, (query) =>
      query.where((where) =>
        where.or([where('cases.level', '=', level ?? ''), where('cases.id', 'in', [...sealed, ...none])]),
      ),
    )
    .$if(status !== undefined, (query) => query.where('cases.status', '=', status ?? ''))
    .$if(overdue !== undefined, (query) => query.where('cases.overdue', '=', overdue ?? false))
    .$if(school !== undefined, (query) => query.where((where) => isOfSchool(where, [school ?? ''])))
    .$if(officer !== undefined, (query) =>
      query.where('cases.id', 'in', (found) =>
        found
          .selectFrom('case_officers')
          .select('case_id')
          .where('person_id', '=', officer ?? ''),
      ),
    )
    .$if(district !== undefined, (query) => query.where('cases.district', '=', district ?? ''))
    .$if(Boolean(text), (query) =>
      query.where((where) =>
        where.or([where('cases.school_name', 'ilike', pattern), where('cases.urn', 'like', pattern)]),
      ),
    )
    .$if(after !== undefined && !byDay, (query) => query.where('cases.id', '>', after?.id ?? ''))
    .$if(after !== undefined && byDay !== undefined, (query) => query.where(isAfter(dayOf(byDay), after)))
    .$if(byDay !== undefined, (query) => query.orderBy(dayOf(byDay), (order) => order.asc().nullsLast()))
    .orderBy('cases.id')
    .limit(limit)
    .execute()
}

/** The next day that is told: by the column alone, which has an index, where nothing is to be kept back. */
const dayOf = ({ closedTo }: { closedTo: string[] } = { closedTo: [] }) =>
  closedTo.length === 0
    ? sql<Day | null>`cases.next_deadline`
    : sql<Day | null>`case when cases.authority in (${sql.join(closedTo)}) then null else cases.next_deadline end`

const isAfter = (day: ReturnType<typeof dayOf>, after: CasePlace | undefined) =>
  after?.due
    ? sql<boolean>`((${day}, cases.id) > (${after.due}::date, ${after.id}) or ${day} is null)`
    : sql<boolean>`(${day} is null and cases.id > ${after?.id ?? ''})`

/** The cases whose level is sealed and, opened, this one; of the authorities whose levels the reader may see. */
async function sealedAt(records: Records, { levelsOf = [] }: CaseFilters, level: string): Promise<string[]> {
  if (!levelsOf.length) return []
  const rows = await records
    .selectFrom('cases')
    .select(['id', 'level'])
    .where('authority', 'in', levelsOf)
    .where('level', 'like', 'sealed:%')
    .execute()
  return rows.filter((row) => row.level === level).map((row) => row.id)
}

/** One case; undefined where it does not exist, or not within the scope. */
export async function readCase(records: Records, caseId: string, scope: Scope): Promise<CaseRow | undefined> {
  return within(records.selectFrom('cases'), scope)
    .select(caseColumns)
    .select((row) => row.selectFrom('schools').whereRef('schools.urn', '=', 'cases.urn').select('phase').as('phase'))
    .where('cases.id', '=', caseId)
    .executeTakeFirst()
}

/** The case of a school that is not closed, by whichever URN. */
export async function openCaseOf(records: Records, authority: string, urn: string) {
  return records
    .selectFrom('cases')
    .select(['cases.id', 'cases.status', 'cases.opened_at', 'cases.opening'])
    .where('cases.authority', '=', authority)
    .where('cases.kind', '=', 'intervention')
    .where('cases.status', '<>', 'closed')
    .where((where) => isOfSchool(where, [urn]))
    .executeTakeFirst()
}

export async function urnsOfCases(records: Records, caseIds: string[]) {
  return records
    .selectFrom('case_urns')
    .selectAll()
    .where('case_id', 'in', [...caseIds, ...none])
    .orderBy('urn')
    .execute()
}

export async function officersOfCases(records: Records, caseIds: string[]) {
  return records
    .selectFrom('case_officers')
    .leftJoin('people', 'people.id', 'case_officers.person_id')
    .select(['case_officers.case_id', 'case_officers.role', 'case_officers.person_id', 'people.name'])
    .where('case_id', 'in', [...caseIds, ...none])
    .orderBy('case_officers.role')
    .execute()
}

export async function noticesOf(records: Records, caseId: string) {
  return records.selectFrom('notices').selectAll().where('case_id', '=', caseId).orderBy('number').execute()
}

export async function statementsOf(records: Records, caseId: string) {
  return records.selectFrom('statements').selectAll().where('case_id', '=', caseId).orderBy('number').execute()
}

/** A case's deadlines, those still owed or all, the soonest first. */
export async function deadlinesOf(records: Records, caseId: string, all: boolean) {
  return records
    .selectFrom('deadlines')
    .selectAll()
    .where('case_id', '=', caseId)
    .$if(!all, (query) => query.where('ended_at', 'is', null))
    .orderBy('due', (order) => order.asc().nullsLast())
    .orderBy('opened_at')
    .orderBy('key')
    .execute()
}

/** A page of a case file, from the entry behind `after`, or before it where the latest come first. */
export async function readEvents(
  records: Records,
  caseId: string,
  { after, limit, latestFirst = false }: Page<number> & { latestFirst?: boolean },
  type?: string,
) {
  return records
    .selectFrom('case_file')
    .select(['seq', 'at', 'type', 'body'])
    .where('case_id', '=', caseId)
    .$if(after !== undefined, (query) => query.where('seq', latestFirst ? '<' : '>', after ?? 0))
    .$if(type !== undefined, (query) => query.where('type', '=', type ?? ''))
    .orderBy('seq', latestFirst ? 'desc' : 'asc')
    .limit(limit)
    .execute()
}

/** The entry by which a case was opened again since that moment, if it was. */
export async function reopenedSince(records: Records, caseId: string, since: Date): Promise<number | undefined> {
  const rows = await records
    .selectFrom('case_file')
    .select(['seq', 'body'])
    .where('case_id', '=', caseId)
    .where('type', '=', 'command')
    .where('recorded_at', '>=', since)
    .orderBy('seq', 'desc')
    .execute()
  return rows.find((row) => row.body['command'] === 'reopenCase')?.seq
}

/** The input of the command that opened a case. */
export async function openingInputOf(records: Records, caseId: string): Promise<unknown> {
  const row = await records
    .selectFrom('case_file')
    .select('body')
    .where('case_id', '=', caseId)
    .where('type', '=', 'command')
    .orderBy('seq')
    .executeTakeFirst()
  return row?.body['input']
}

export interface DeadlineFilters extends Scope {
  status?: string | undefined
  owner?: string | undefined
  dueFrom?: Day | undefined
  dueBefore?: Day | undefined
  caseId?: string | undefined
  today: Day
}

export interface DeadlinePlace {
  due: Day | null
  caseId: string
  /** As it stands on record: sealed where the case is confidential. */
  key: string
}

const ended = ['met', 'cancelled', 'lapsed']

/** A page of deadlines, the soonest first; those that wait on an outside decision stand last. */
export async function readDeadlines(records: Records, filters: DeadlineFilters, { after, limit }: Page<DeadlinePlace>) {
  const caseIds = await caseIdsOf(records, filters.urns)
  const dated =
    after && after.due === null
      ? []
      : await deadlineQuery(records, filters, caseIds)
          .where('deadlines.due', 'is not', null)
          .$if(after !== undefined, (query) =>
            query.where(
              sql<boolean>`(deadlines.due, deadlines.case_id, deadlines.key) > (${after?.due}::date, ${after?.caseId}, ${after?.key})`,
            ),
          )
          .orderBy('deadlines.due')
          .orderBy('deadlines.case_id')
          .orderBy('deadlines.key')
          .limit(limit)
          .execute()
  if (dated.length === limit) return dated
  const undated = await deadlineQuery(records, filters, caseIds)
    .where('deadlines.due', 'is', null)
    .$if(after?.due === null, (query) =>
      query.where(sql<boolean>`(deadlines.case_id, deadlines.key) > (${after?.caseId}, ${after?.key})`),
    )
    .orderBy('deadlines.case_id')
    .orderBy('deadlines.key')
    .limit(limit - dated.length)
    .execute()
  return [...dated, ...undated]
}

function deadlineQuery(records: Records, filters: DeadlineFilters, caseIds: string[] | undefined) {
  const { authorities, status, owner, dueFrom, dueBefore, caseId, today } = filters
  return records
    .selectFrom('deadlines')
    .innerJoin('cases', 'cases.id', 'deadlines.case_id')
    .selectAll('deadlines')
    .select(['cases.authority', 'cases.kind', 'cases.urn', 'cases.school_name', 'cases.district'])
    .$if(authorities !== undefined, (query) => query.where('cases.authority', 'in', [...(authorities ?? []), ...none]))
    .$if(caseIds !== undefined, (query) => query.where('deadlines.case_id', 'in', [...(caseIds ?? []), ...none]))
    .$if(caseId !== undefined, (query) => query.where('deadlines.case_id', '=', caseId ?? ''))
    .$if(owner !== undefined, (query) => query.where('deadlines.owner', '=', owner ?? ''))
    .$if(dueFrom !== undefined, (query) => query.where('deadlines.due', '>=', dueFrom ?? ''))
    .$if(dueBefore !== undefined, (query) => query.where('deadlines.due', '<', dueBefore ?? ''))
    .$if(status === undefined || !ended.includes(status), (query) => query.where('deadlines.ended_at', 'is', null))
    .$if(status === 'overdue', (query) =>
      query.where((where) =>
        where.or([
          where('deadlines.status', '=', 'missed'),
          where.and([where('deadlines.status', '=', 'open'), where('deadlines.due', '<', today)]),
        ]),
      ),
    )
    .$if(status !== undefined && status !== 'overdue', (query) => query.where('deadlines.status', '=', status ?? ''))
}

export interface NotificationFilters extends Scope {
  caseId?: string | undefined
  status?: string | undefined
  kind?: string | undefined
  key?: string | undefined
  /** Only letters to these roles. */
  roles?: string[] | undefined
}

export interface NotificationPlace {
  at: string
  /** As it stands on record. */
  key: string
}

/** What becomes of a mail; all else becomes of a letter that no mail carries. */
const ofMails = ['waiting', 'sent', 'refused']

/** A page of letters, the latest first, each with what became of the mail that carries it. */
export async function readNotifications(
  records: Records,
  filters: NotificationFilters,
  { after, limit }: Page<NotificationPlace>,
) {
  const { authorities, caseId, key, status, kind, roles } = filters
  const caseIds = await caseIdsOf(records, filters.urns)
  return records
    .selectFrom('letters')
    .innerJoin('cases', 'cases.id', 'letters.case_id')
    .leftJoin('mails', 'mails.id', 'letters.mail_id')
    .select([
      'letters.key',
      'letters.case_id',
      'cases.authority',
      'cases.kind as case_kind',
      'letters.entry',
      'letters.letter',
      'letters.kind',
      'letters.to_role',
      'letters.person',
      'letters.stands_in_for',
      'letters.address',
      'letters.at',
      'letters.deadline',
      'letters.rule',
      'letters.statutory',
      'mails.kind as mail_kind',
      'mails.subject',
      'mails.message_id',
      'mails.sent_at',
      'mails.error',
      'mails.attempts',
    ])
    .select(sql<string>`coalesce(mails.status, letters.status)`.as('status'))
    .$if(authorities !== undefined, (query) => query.where('cases.authority', 'in', [...(authorities ?? []), ...none]))
    .$if(caseIds !== undefined, (query) => query.where('letters.case_id', 'in', [...(caseIds ?? []), ...none]))
    .$if(roles !== undefined, (query) => query.where('letters.to_role', 'in', [...(roles ?? []), ...none]))
    .$if(caseId !== undefined, (query) => query.where('letters.case_id', '=', caseId ?? ''))
    .$if(key !== undefined, (query) => query.where('letters.key', '=', letterKeyOnRecord(records, key ?? '')))
    .$if(kind !== undefined, (query) => query.where('letters.kind', '=', kind ?? ''))
    .$if(status !== undefined, (query) =>
      ofMails.includes(status ?? '')
        ? query.where('mails.status', '=', status ?? '')
        : query.where('letters.status', '=', status ?? '').where('letters.mail_id', 'is', null),
    )
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(letters.at, letters.key) < (${after?.at}::timestamptz, ${after?.key})`),
    )
    .orderBy('letters.at', 'desc')
    .orderBy('letters.key', 'desc')
    .limit(limit)
    .execute()
}

/** What the service is measured by: open cases by authority, deadlines overdue, mails that wait. */
export async function countsOf(records: Records) {
  const open = await records
    .selectFrom('cases')
    .select((row) => ['authority', row.fn.countAll<number>().as('count')])
    .where('status', '=', 'open')
    .groupBy('authority')
    .execute()
  const overdue = await records
    .selectFrom('deadlines')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('ended_at', 'is', null)
    .where('status', '=', 'missed')
    .executeTakeFirstOrThrow()
  const waiting = await records
    .selectFrom('mails')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('status', '=', 'waiting')
    .executeTakeFirstOrThrow()
  return { open, overdue: overdue.count, waiting: waiting.count }
}
