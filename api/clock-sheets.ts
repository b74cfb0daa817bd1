import type { Caller } from '../access/caller.ts'
import { seesDuty } from '../access/secrecy.ts'
import { deadlineSheets } from '../records/deadline-sheets.ts'
import type { CaseRow } from '../records/reading.ts'
import { policyOfCase } from './give-command.ts'
import type { ApiParts } from './parts.ts'

/** How each day that is owed in a case is counted, as the caller may read it. */
export async function clockSheetsFor(parts: ApiParts, row: CaseRow, caller: Caller) {
  const sheets = await deadlineSheets(parts.records, row.id, row.urn, policyOfCase(parts, row))
  return sheets
    .filter(({ id }) => seesDuty(parts.policies, caller, row, id))
    .map(({ id, due, title, rule, from, days }) => ({
      deadline: due ? `${id}@${due}` : id,
      title,
      rule,
      from,
      due,
      days,
    }))
}
