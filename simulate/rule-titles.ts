import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** Each rule in a few words, as docs/rules.yaml has them. */
export function ruleTitles(): Map<string, string> {
  const text = readFileSync(join(import.meta.dirname, '..', 'docs', 'rules.yaml'), 'utf8')
  const rules = parse(text) as Record<string, { text: string }>
  return new Map(Object.entries(rules).map(([id, rule]) => [id, rule.text]))
}
