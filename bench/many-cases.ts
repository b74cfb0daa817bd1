import { sql } from 'kysely'
import type { Records } from '../records/database.ts'

/**
 * Puts many cases on record, with deadlines and case files, in a few statements; `before` are there already. The chain of hashes is
 * left out: what is filled in here is read as lists, and by nobody verified.
 */
export async function fillRecords(
  records: Records,
  { cases, entries, before }: { cases: number; entries: number; before: number },
): Promise<void> {
  const numbers = sql`generate_series(${before + 1}::int, ${before + cases}::int) as number`
  const id = sql`'staffordshire-' || (900000 + number) || '-1'`
  const district = sql`(array['south-staffs', 'tamworth-east-staffs', 'newcastle-moorlands', 'cannock-lichfield'])[1 + number % 4]`
  await records.transaction().execute(async (trx) => {
    await sql`alter table case_file disable trigger case_file_is_chained`.execute(trx)
    await sql`insert into schools (urn, name, authority, phase, district)
      select (900000 + number)::text, 'Bench School ' || number, 'staffordshire', 'primary', ${district} from ${numbers}`.execute(
      trx,
    )
    await sql`insert into cases (id, authority, urn, number, status, level, level_since, opened_on, next_deadline, overdue,
        district, school_name, seq, ahead, alarm_at)
      select ${id}, 'staffordshire', (900000 + number)::text, 1, case number % 5 when 0 then 'closed' else 'open' end,
        'stage-' || (1 + number % 3), date '2026-01-05' + number % 200, date '2026-01-05' + number % 200,
        date '2026-09-01' + number % 300, number % 4 = 0, ${district}, 'Bench School ' || number, 42,
        '{"sip-visit#1": [{"at": "2099-01-05T09:00:00+00:00", "what": "reminder", "to": ["sip"]}], "sip-visit#2": []}',
        case when number % 100 = 0 then timestamptz '2026-01-05 09:00+00' end
      from ${numbers}`.execute(trx)
    await sql`insert into case_urns (urn, case_id) select (900000 + number)::text, ${id} from ${numbers}`.execute(trx)
    await sql`insert into deadlines (case_id, key, id, title, rule, owner, status, due, why, opened_at, ended_at)
      select ${id}, 'sip-visit#' || one, 'sip-visit', 'Visit the school and report', 'ST-7',
        (array['sip', 'dsim', 'headteacher', 'head-of-sid'])[1 + (number + one) % 4],
        (array['open', 'missed', 'met', 'met', 'cancelled', 'met'])[one], date '2026-06-01' + (number * 7 + one * 31) % 400,
        'So that somebody has been there', timestamptz '2026-01-05 09:00+00',
        case when one > 2 then timestamptz '2026-03-05 09:00+00' end
      from ${numbers}, generate_series(1, 6) as one`.execute(trx)
    await sql`insert into case_file (case_id, seq, at, type, body)
      select 'staffordshire-' || (900001 + ${before}::int + (entry - 1) % ${cases}::int) || '-1', 1 + (entry - 1) / ${cases}::int,
        timestamptz '2026-01-05 09:00+00' + entry * interval '1 second', 'deadline-met',
        jsonb_build_object('deadline', 'sip-visit', 'key', 'sip-visit#1', 'rule', 'ST-7', 'owner', 'sip', 'due', '2026-03-27')
      from generate_series(1, ${entries}::int) as entry`.execute(trx)
    await sql`alter table case_file enable trigger case_file_is_chained`.execute(trx)
  })
  await sql`analyze`.execute(records)
}
