import { join } from 'node:path'
import * as z from 'zod'
import { commandNames } from '../cases/commands.ts'
import { tellings } from '../cases/tellings.ts'
import { letterNames } from '../notifications/letter-names.ts'
import { policySchema } from '../policies/policy.ts'

export const schemaFile = join(import.meta.dirname, '..', 'policies', 'policy.schema.json')

type Node = Record<string, unknown>

/** The words that only the service as a whole knows, for an editor to offer: of what has all these fields, the commands, tellings, letters. */
const known: Record<string, readonly string[]>[] = [{ command: commandNames }, { on: tellings, letter: letterNames }]

/** The JSON Schema of a policy document, from the schema that reads it, for editors (the YAML language server). */
export function policyJsonSchema(): string {
  const schema = JSON.stringify(z.toJSONSchema(policySchema, { io: 'input', reused: 'ref' }))
  const offered = JSON.parse(schema, (_key, value: unknown) => offerWords(value)) as Node
  const title = 'A policy: what an authority’s paper says'
  return `${JSON.stringify({ ...offered, title, description: 'See docs/writing-a-policy.md' }, null, 2)}\n`
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

function offerWords(node: unknown): unknown {
  if (!isNode(node) || !isNode(node['properties'])) return node
  const properties = node['properties'] as Record<string, Node>
  for (const words of known.filter((one) => Object.keys(one).every((field) => field in properties)))
    for (const [field, values] of Object.entries(words)) properties[field] = { ...properties[field], enum: values }
  if (properties['permissions'])
    properties['permissions'] = { ...properties['permissions'], propertyNames: { enum: commandNames } }
  return node
}
