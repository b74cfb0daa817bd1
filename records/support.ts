import { sql, type Transaction } from 'kysely'
import type { Support } from '../cases/money.ts'
import type { TurnRecord } from '../cases/record.ts'
import type { Records } from './database.ts'
import { sealerOf } from './sealing.ts'
import type { Tables } from './tables.ts'

/** Writes what support turns planned, recorded or corrected; a repeat changes nothing. */
export async function recordSupport(trx: Transaction<Tables>, turns: readonly TurnRecord[]): Promise<void> {
  const rows = turns.flatMap(({ card, support }) => {
    const seal = sealerOf(trx, card.caseId)
    return support.map((one) => ({
      case_id: card.caseId,
      entry: one.entry,
      stage: one.stage,
      kind: seal.text(one.kind),
      days: one.days,
      pounds: one.pounds,
      officer: one.officer,
      from_day: one.on,
      until_day: one.until,
      stream: seal.text(one.stream),
      under_agreement: one.underAgreement,
      impact: seal.text(one.impact),
    }))
  })
  if (!rows.length) return
  await trx
    .insertInto('support')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['case_id', 'entry']).doUpdateSet({
        kind: sql`excluded.kind`,
        days: sql`excluded.days`,
        pounds: sql`excluded.pounds`,
        officer: sql`excluded.officer`,
        from_day: sql`excluded.from_day`,
        until_day: sql`excluded.until_day`,
        stream: sql`excluded.stream`,
        under_agreement: sql`excluded.under_agreement`,
        impact: sql`excluded.impact`,
      }),
    )
    .execute()
}

export const supportRows = (records: Records) =>
  records.selectFrom('support').innerJoin('cases', 'cases.id', 'support.case_id').selectAll('support')

export type SupportRow = Omit<Tables['support'], 'stage'> & { stage: string }

export const supportOnRecord = (row: SupportRow): Support => ({
  entry: row.entry,
  stage: row.stage as Support['stage'],
  kind: row.kind,
  days: row.days,
  pounds: row.pounds,
  officer: row.officer,
  on: row.from_day,
  until: row.until_day,
  stream: row.stream,
  underAgreement: row.under_agreement,
  impact: row.impact,
})

/** What support is planned and given in one case, in the order of its entries. */
export async function supportOfCase(records: Records, caseId: string): Promise<Support[]> {
  const rows = await supportRows(records).where('support.case_id', '=', caseId).orderBy('support.entry').execute()
  return rows.map(supportOnRecord)
}
