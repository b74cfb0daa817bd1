import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, '..', 'docs', 'benchmarks.md')
const begins = '<!-- table: npm run bench -- --write -->'
const ends = '<!-- end of table -->'

/** Puts the table, and when and on what it was measured, where the document has its old one. */
export function writeTable(table: string, circumstances: string): void {
  const text = readFileSync(file, 'utf8')
  const [before, after] = [text.indexOf(begins), text.indexOf(ends)]
  if (before < 0 || after < before)
    throw new Error(`docs/benchmarks.md has no place for the table: ${begins} … ${ends}`)
  const head = text.slice(0, before + begins.length)
  writeFileSync(file, `${head}\n${circumstances}\n\n${table}\n${text.slice(after)}`)
}
