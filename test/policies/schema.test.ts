import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { policyJsonSchema, schemaFile } from '../../scripts/policy-schema.ts'

const folder = join(import.meta.dirname, '../../policies/documents')
const documents = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
const validate = formats.default(new Ajv2020({ strict: false })).compile(JSON.parse(policyJsonSchema()))

describe('the schema of policy documents for editors', () => {
  it('is what the schema that reads them makes it: npm run policy -- --schema', () => {
    expect(readFileSync(schemaFile, 'utf8')).toBe(policyJsonSchema())
  })

  it.each(documents)('is named in the first line of %s, which keeps to it', (name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../policy.schema.json')
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true)
  })

  it('shows an editor what is wrong: an unknown key, a clock of no days, a command that there is not', () => {
    const text = readFileSync(join(folder, 'staffordshire.yaml'), 'utf8')
    const wrong: [string, string][] = [
      ['districts:', 'colours:'],
      ['{ kind: working-days, days: 5 }', '{ kind: working-days, days: 0 }'],
      ['command: nameImprovementCoordinator', 'command: nameCoordinator'],
      ['  extendDeadline: { andUp', '  stretchDeadline: { andUp'],
      ['letter: concern,', 'letter: worry,'],
    ]
    for (const [from, to] of wrong) {
      expect(text).toContain(from)
      expect(validate(parse(text.replace(from, to))), to).toBe(false)
    }
  })
})
