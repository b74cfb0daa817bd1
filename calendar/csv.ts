/** A row under its header's names, and the line of the file it stands on. */
export interface CsvRow {
  line: number
  values: Record<string, string>
}

/** What was read, or the first fault found, as a sentence. */
export type CsvReading = { ok: true; rows: CsvRow[] } | { ok: false; reason: string }

const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)/y

function cellsOf(line: string): string[] | undefined {
  const cells: string[] = []
  const cell = new RegExp(CELL)
  for (let at = 0; at <= line.length; at = cell.lastIndex) {
    cell.lastIndex = at
    const found = cell.exec(line)
    if (!found) return undefined
    cells.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim())
    if (!found[0].endsWith(',')) break
  }
  return cells
}

/**
 * Reads comma-separated text with a header, one row a line. The room has its own few lines for it because they also
 * run inside a workflow, where the library's Buffer is not to be had.
 */
export function readCsv(text: string, required: readonly string[]): CsvReading {
  const [first = '', ...others] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const header = cellsOf(first) ?? []
  const missing = required.filter((name) => !header.includes(name))
  if (missing.length > 0) return { ok: false, reason: `Line 1: the header lacks ${missing.join(', ')}.` }
  const rows: CsvRow[] = []
  for (const [index, text] of others.entries()) {
    if (text.trim() === '') continue
    const cells = cellsOf(text)
    const line = index + 2
    if (!cells) return { ok: false, reason: `Line ${line}: a quotation mark is out of place.` }
    if (cells.length !== header.length)
      return { ok: false, reason: `Line ${line}: it has ${cells.length} values, the header has ${header.length}.` }
    rows.push({ line, values: Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ''])) })
  }
  return { ok: true, rows }
}
