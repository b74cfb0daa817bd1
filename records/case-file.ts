import { sql, type Transaction } from 'kysely'
import type { DeadlineRow, TurnRecord } from '../cases/record.ts'
import type { Records } from './database.ts'
import { sealerOf } from './sealing.ts'
import { recordSupport } from './support.ts'
import type { Tables } from './tables.ts'

/** What a deadline's row keeps beside its columns. */
export type DeadlineDetails = Pick<DeadlineRow, 'afterReport'> &
  Partial<Pick<DeadlineRow, 'clock' | 'from' | 'asked' | 'decides'> & Pick<TurnRecord, 'calendar'>>

/**
 * Writes turns of several cases within a transaction, one of each: entries of the case file, and what they come to. A repeat
 * changes nothing.
 */
export async function recordTurns(trx: Transaction<Tables>, turns: readonly TurnRecord[]): Promise<void> {
  if (!turns.length) return
  await recordEntries(trx, turns)
  const newest = await recordCases(trx, turns)
  await recordOfficers(trx, newest)
  await recordDeadlines(trx, newest)
  await recordSupport(trx, newest)
  for (const turn of newest) await recordProcedures(trx, turn)
}

/** The turns that are the newest known of their case; a late repeat of an older one changes nothing of what the entries come to. */
async function recordCases(trx: Transaction<Tables>, turns: readonly TurnRecord[]): Promise<TurnRecord[]> {
  const rows = turns.map(({ card, ...turn }) => ({
    id: card.caseId,
    status: turn.status,
    level: sealerOf(trx, card.caseId).text(card.level),
    edition: card.edition,
    school_name: card.school.name,
    school: card.school,
    district: card.school.district,
    level_since: sealerOf(trx, card.caseId).text(turn.levelSince),
    opened_on: turn.openedOn,
    closed_on: turn.closedOn,
    category: turn.category,
    next_deadline: turn.nextDeadline,
    overdue: turn.overdue,
    // A turn that was sent off before there was such a thing has neither
    ahead: (turn.ahead as TurnRecord['ahead'] | undefined)
      ? (JSON.parse(sealerOf(trx, card.caseId).json(turn.ahead)) as unknown)
      : null,
    alarm_at: turn.alarmAt,
    seq: turn.seq,
    state: turn.state && (JSON.parse(sealerOf(trx, card.caseId).json(turn.state)) as unknown),
  }))
  const updated = await sql<{ id: string }>`
    update cases set
      status = turn.status, level = turn.level, edition = turn.edition, school_name = turn.school_name, school = turn.school,
      district = turn.district, level_since = turn.level_since, opened_on = turn.opened_on, closed_on = turn.closed_on,
      category = turn.category, next_deadline = turn.next_deadline, overdue = turn.overdue, ahead = turn.ahead,
      alarm_at = turn.alarm_at, seq = turn.seq,
      opening = null, state = turn.state
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as turn (
      id text, status text, level text, edition text, school_name text, school jsonb, district text, level_since text, opened_on date,
      closed_on date, category text, next_deadline date, overdue boolean, ahead jsonb, alarm_at timestamptz, seq integer, state jsonb
    )
    where cases.id = turn.id and cases.seq <= turn.seq
    returning cases.id`.execute(trx)
  const newest = new Set(updated.rows.map((row) => row.id))
  return turns.filter((turn) => newest.has(turn.card.caseId))
}

async function recordOfficers(trx: Transaction<Tables>, turns: readonly TurnRecord[]): Promise<void> {
  const rows = turns.flatMap(({ card }) =>
    Object.entries(card.assignments).map(([role, person]) => ({ case_id: card.caseId, role, person_id: person })),
  )
  if (!rows.length) return
  await trx
    .insertInto('case_officers')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['case_id', 'role']).doUpdateSet({ person_id: sql`excluded.person_id` }))
    .execute()
}

async function recordEntries(trx: Transaction<Tables>, turns: readonly TurnRecord[]): Promise<void> {
  const rows = turns.flatMap(({ card, events }) =>
    events.map(({ seq, at, type, ...body }) => ({
      case_id: card.caseId,
      seq,
      at,
      type,
      body: sealerOf(trx, card.caseId).json(body),
    })),
  )
  if (!rows.length) return
  await trx
    .insertInto('case_file')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function recordDeadlines(trx: Transaction<Tables>, turns: readonly TurnRecord[]): Promise<void> {
  const rows = turns.flatMap(({ card, deadlines, calendar }) => {
    const seal = sealerOf(trx, card.caseId)
    return deadlines.map((one) => ({
      case_id: card.caseId,
      key: seal.name(one.key),
      id: seal.text(one.id),
      title: seal.text(one.title),
      rule: seal.text(one.rule),
      owner: one.owner,
      status: one.status,
      due: one.due,
      provisional: one.provisional,
      why: seal.text(one.why),
      statutory: one.statutory,
      opened_at: one.openedAt,
      missed_at: one.missedAt,
      ended_at: one.endedAt,
      details: seal.json(detailsOf(one, calendar)),
    }))
  })
  if (!rows.length) return
  await trx
    .insertInto('deadlines')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['case_id', 'key']).doUpdateSet({
        title: sql`excluded.title`,
        rule: sql`excluded.rule`,
        owner: sql`excluded.owner`,
        statutory: sql`excluded.statutory`,
        status: sql`excluded.status`,
        due: sql`excluded.due`,
        provisional: sql`excluded.provisional`,
        why: sql`excluded.why`,
        missed_at: sql`excluded.missed_at`,
        ended_at: sql`excluded.ended_at`,
        details: sql`excluded.details`,
      }),
    )
    .execute()
}

/** What its day is reckoned from stands by while the deadline may still move. */
function detailsOf(
  { afterReport, clock, from, endedAt, asked, decides }: DeadlineRow,
  calendar: TurnRecord['calendar'],
): DeadlineDetails {
  return endedAt === null ? { afterReport, clock, from, calendar, asked, decides } : { afterReport }
}

async function recordProcedures(trx: Transaction<Tables>, turn: TurnRecord): Promise<void> {
  const { notice } = turn
  if (notice) {
    const row = {
      stage: notice.stage,
      given_on: notice.givenOn ?? null,
      received_on: notice.receivedOn ?? null,
      decided_on: notice.decidedOn ?? null,
      ended: notice.ended ?? null,
      details: JSON.stringify(notice),
    }
    await trx
      .insertInto('notices')
      .values({ id: notice.childId, case_id: turn.card.caseId, number: notice.number, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }
  for (const one of turn.statements) {
    const row = { filed_on: one.filedOn ?? null, ended: one.ended ?? null, details: JSON.stringify(one) }
    await trx
      .insertInto('statements')
      .values({
        id: one.childId,
        case_id: turn.card.caseId,
        number: one.number,
        urgent: one.urgent,
        owed_from: one.owedFrom,
        ...row,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }
}

export interface Entry {
  seq: number
  command: string
  input: Record<string, unknown>
  /** The roles that were written to because of it. */
  told: string[]
}

/** A command's entry of the case file, as it was last corrected, and who was told of it; null where the number is no command's. */
export async function commandEntry(records: Records, caseId: string, seq: number): Promise<Entry | null> {
  const row = await records
    .selectFrom('case_file')
    .select('body')
    .where('case_id', '=', caseId)
    .where('seq', '=', seq)
    .where('type', '=', 'command')
    .executeTakeFirst()
  if (!row) return null
  const { command, input } = row.body as { command: string; input: Record<string, unknown> }
  const later = await records
    .selectFrom('case_file')
    .select('body')
    .where('case_id', '=', caseId)
    .where('type', '=', 'command')
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute()
  const corrected = later.flatMap(({ body }) => correctionOf(body, seq))
  const told = await records
    .selectFrom('letters')
    .select('to_role')
    .distinct()
    .where('case_id', '=', caseId)
    .where('entry', '=', seq)
    .execute()
  return { seq, command, input: Object.assign({}, input, ...corrected), told: told.map((one) => one.to_role) }
}

/** What an entry corrects of another; bodies may be sealed, so that the database cannot look for it. */
function correctionOf(body: Record<string, unknown>, seq: number): Record<string, unknown>[] {
  const { command, input } = body as { command: string; input: { entry: number; input: Record<string, unknown> } }
  return command === 'correctEntry' && input.entry === seq ? [input.input] : []
}
