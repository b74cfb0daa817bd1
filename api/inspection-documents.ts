import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { formatDay } from '../calendar/day.ts'
import { titleOf } from '../cases/roles.ts'
import type { Policy } from '../policies/policy.ts'
import type { Pack, PackRow } from '../records/inspection-pack.ts'
import { csvOf } from './csv.ts'

const columns: [title: string, value: (row: PackRow, policy: Policy) => string | number | null][] = [
  ['Rule', (row) => row.rule],
  ['What was owed', (row) => row.what],
  ['By whom', (row, policy) => titleOf(policy, row.owner)],
  ['School', (row) => row.school],
  ['URN', (row) => row.urn],
  ['Case', (row) => row.caseId],
  ['Opened on', (row) => row.openedOn],
  ['Due on', (row) => row.due],
  ['What became of it', (row) => row.status],
  ['On', (row) => row.endedOn],
  ['Working days late', (row) => row.workingDaysLate],
  ['Why', (row) => row.reason],
  ['Evidence', (row) => row.evidence],
  ['Entry of the case file', (row) => row.entry],
  ['Why it was owed', (row) => row.why],
]

/** The pack as CSV, and at its end the hash that pins each case file. */
export function packAsCsv({ rows, heads, faults }: Pack, policy: Policy): string {
  const lines = [
    columns.map(([title]) => title),
    ...rows.map((row) => columns.map(([, value]) => value(row, policy))),
    [],
    ['Case', 'Last entry', 'Hash'],
    ...heads.map((head) => [head.caseId, head.entry, head.hash]),
    ...(faults.length ? [[], ['Case', 'Entry', 'Not borne out by the case file']] : []),
    ...faults.map((one) => [one.caseId, one.entry, one.fault]),
  ]
  return csvOf(lines)
}

const templates = new nunjucks.Environment(new nunjucks.FileSystemLoader(join(import.meta.dirname, 'documents')), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
})
templates.addFilter('day', (day: string | null) => (day ? formatDay(day) : ''))

/** The pack as a document to print: rule by rule, then what pins it. */
export function packAsPage(
  pack: Pack,
  policy: Policy,
  about: { place: string; period: string; today: string; nonce?: string | undefined },
): string {
  const rules = [...new Set(pack.rows.map((row) => row.rule))].map((rule) => {
    const rows = pack.rows.filter((row) => row.rule === rule)
    return { rule, rows, late: rows.filter((row) => row.workingDaysLate > 0).length }
  })
  return templates.render('inspection-pack.njk', {
    ...about,
    policy,
    rules,
    heads: pack.heads,
    faults: pack.faults,
    title: (role: string) => titleOf(policy, role),
  })
}
