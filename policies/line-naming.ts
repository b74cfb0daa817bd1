/** A row of the text (from 1), 0 where none is meant. */
type Way = (rows: string[], quoted: string[]) => number

/**
 * The line (from 1) on which the thing that a fault names stands, and in which of the texts, the first where it stands in several: a row
 * that names all, else the last named after the first, else the first; of what stands twice, the second.
 */
export function lineNaming(texts: string[], fault: string): { line: number; which: number } {
  const quoted = fault.match(/"([^"]+)"/g)?.map((one) => one.slice(1, -1)) ?? []
  const twice = /^two .* have the id "(.*)"$/.exec(fault)?.[1]
  for (const way of twice ? [second] : [inOneRow, lastAfterFirst, first])
    for (const [which, text] of texts.entries()) {
      const line = way(text.split('\n'), quoted)
      if (line) return { line, which }
    }
  return { line: 1, which: 0 }
}

const second: Way = (rows, [id]) => {
  const stands = new RegExp(`\\bid: ['"]?${id}['"]?(,|\\s|$)`)
  const at = rows.flatMap((row, line) => (stands.test(row) ? [line + 1] : []))
  return at[1] ?? at[0] ?? 0
}

const inOneRow: Way = (rows, quoted) =>
  quoted.length ? rows.findIndex((row) => quoted.every((word) => holds(row, word))) + 1 : 0

const lastAfterFirst: Way = (rows, quoted) => {
  const from = first(rows, quoted)
  return rows.findIndex((row, line) => from > 0 && line >= from - 1 && holds(row, quoted.at(-1))) + 1
}

const first: Way = (rows, [word]) => rows.findIndex((row) => holds(row, word)) + 1

/** Whether the word stands in a row by itself, not as part of another. */
const holds = (row: string, word: string | undefined): boolean =>
  word !== undefined && new RegExp(`(^|[^\\w-])${word.replace(/[^\w]/g, '\\$&')}($|[^\\w-])`).test(row)
