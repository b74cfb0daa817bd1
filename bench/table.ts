import { reached, type Line } from './measure.ts'

/** The lines as a table in Markdown, which reads well in a terminal too. */
export function tableOf(lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.measure,
    line.what,
    `${short(line.value)} ${line.unit}`,
    line.nextTo ? `${short(line.nextTo.value)} ${line.unit}: ${line.nextTo.what}` : '',
    line.nextTo ? `${short(line.nextTo.ratio)} ×` : '',
    aimOf(line),
  ])
  const all = [['measure', 'what', 'value', 'next to it', 'cost', 'aim'], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  const written = all.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [written[0], rule, ...written.slice(1)].join('\n')
}

function aimOf(line: Line): string {
  const isReached = reached(line)
  if (!line.aim || isReached === undefined) return ''
  const unit = line.aim.of === 'ratio' ? '×' : line.unit
  return `at most ${line.aim.atMost} ${unit}: ${isReached ? 'reached' : 'missed'}`
}

/** Three digits that say something. */
const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-GB') : Number(value.toPrecision(3)).toString()
