import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { Refusal } from '../cases/refusal.ts'
import type { Policies } from '../policies/policies.ts'
import type { Records } from './database.ts'
import { decodeGias } from './gias-decoding.ts'
import { readHeader, readRow, type GiasRow } from './gias-row.ts'
import { putGiasRows } from './gias-schools.ts'
import { londonDay } from '../calendar/london.ts'
import { replaceSchool } from './schools.ts'

/** How far an import has come, or what it came to. */
export interface GiasProgress {
  state: 'running' | 'done' | 'failed'
  startedAt: string
  endedAt: string | null
  /** Rows read so far, without the header. */
  read: number
  added: number
  changed: number
  unchanged: number
  /** Rows of authorities without a policy here, left out. */
  elsewhere: number
  /** Rows that were skipped or could only be taken in part, by the line they begin on; at most a thousand are listed. */
  reported: { line: number; why: string }[]
  reportedCount: number
  /** Why it failed. */
  why: string | null
}

export interface GiasParts {
  records: Records
  policies: Policies
  /** Called with the rows so far, every thousand rows. */
  onProgress: (read: number) => void
  /** Tells open cases of a new URN (LAW-16). */
  onReplaced: (caseIds: string[], change: { from: string; to: string; on: string }) => Promise<void>
}

const batchSize = 200
const mostReported = 1000

export const startProgress = (): GiasProgress => ({
  state: 'running',
  startedAt: new Date().toISOString(),
  endedAt: null,
  read: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  elsewhere: 0,
  reported: [],
  reportedCount: 0,
  why: null,
})

/**
 * Takes in the schools of the file that the Department for Education publishes (Get Information About Schools), row by
 * row as it comes, and keeps `progress` up to date. A row with another number of fields than the header is reported,
 * never shifted. Throws a Refusal where the file is no such file.
 */
export async function importGias(source: Readable, parts: GiasParts, progress: GiasProgress): Promise<void> {
  const parser = parse({ relax_column_count: true, skip_empty_lines: true, info: true, max_record_size: 1_000_000 })
  const [piped, taken] = await Promise.allSettled([
    pipeline(source, decodeGias(), parser),
    takeIn(parser, parts, progress),
  ])
  const error: unknown = taken.status === 'rejected' ? taken.reason : piped.status === 'rejected' ? piped.reason : null
  if (error instanceof CsvError)
    throw new Refusal(`The file is not the CSV that GIAS publishes: ${error.message}`, 'input')
  if (error) throw error
}

async function takeIn(rows: AsyncIterable<unknown>, parts: GiasParts, progress: GiasProgress): Promise<void> {
  let header: ReturnType<typeof readHeader> | undefined
  let batch: GiasRow[] = []
  let before = 0
  const successors: GiasRow[] = []
  const seen = new Set<string>()
  for await (const row of rows) {
    const { record, info } = row as { record: string[]; info: { lines: number } }
    const line = before + 1
    before = info.lines
    if (!header) {
      header = readHeader(record)
      continue
    }
    progress.read += 1
    if (progress.read % 1000 === 0) parts.onProgress(progress.read)
    const read = readRow(header, record, parts.policies)
    if (read === 'elsewhere') progress.elsewhere += 1
    else if (typeof read === 'string') report(progress, line, read)
    else if (seen.has(read.urn))
      report(progress, line, `the URN ${read.urn} stands in the file twice: this row was left out`)
    else {
      seen.add(read.urn)
      batch.push({ ...read, line })
      if (read.successor) successors.push({ ...read, line })
    }
    if (batch.length === batchSize) {
      await putBatch(batch, parts, progress)
      batch = []
    }
  }
  if (!header) throw new Refusal('The file is empty: send the CSV that GIAS publishes', 'input')
  await putBatch(batch, parts, progress)
  for (const row of successors) await follow(row, parts, progress)
}

async function putBatch(batch: GiasRow[], parts: GiasParts, progress: GiasProgress): Promise<void> {
  const { added, changed } = await putGiasRows(parts.records, batch)
  progress.added += added
  progress.changed += changed
  progress.unchanged += batch.length - added - changed
}

async function follow(
  { urn, successor, closedOn, line }: GiasRow,
  parts: GiasParts,
  progress: GiasProgress,
): Promise<void> {
  if (!successor) return
  const change = { from: urn, to: successor, on: closedOn ?? londonDay(Date.now()) }
  try {
    const { caseIds } = await replaceSchool(parts.records, change, null)
    if (caseIds.length > 0) await parts.onReplaced(caseIds, change)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    report(progress, line, error.message)
  }
}

function report(progress: GiasProgress, line: number, why: string): void {
  progress.reportedCount += 1
  if (progress.reported.length < mostReported) progress.reported.push({ line, why })
}
