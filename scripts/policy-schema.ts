import { join } from 'node:path'
import * as z from 'zod'
import { commandNames } from '../cases/commands.ts'
import { tellings } from '../cases/tellings.ts'
import { letterNames } from '../notifications/letter-names.ts'
import { frameSchema } from '../policies/frame.ts'
import { keepings } from '../policies/keepings.ts'
import { policySchema } from '../policies/policy.ts'

export const schemaFile = join(import.meta.dirname, '..', 'policies', 'policy.schema.json')

type Node = Record<string, unknown>

/** The words that only the service as a whole knows, for an editor to offer: of what has all these fields, the commands, tellings, letters. */
const known: Record<string, readonly string[]>[] = [{ command: commandNames }, { on: tellings, letter: letterNames }]

/**
 * The JSON Schema of a policy document, from the schema that reads it, for editors (the YAML language server). A document that takes
 * in a frame need not say what the frame says: nothing is required of it.
 */
export function policyJsonSchema(): string {
  const { $schema, $defs = {}, ...whole } = offered(policySchema)
  const { $defs: looseDefs = {}, ...loose } = withoutRequired({ $defs, ...whole })
  const frame = { ...offered(frameSchema, 'inline'), $schema: undefined }
  const framed = { ...loose, properties: { frame, ...(loose['properties'] as Node) } }
  const schema = {
    $schema,
    title: 'A policy: what an authority’s paper says',
    description: 'See docs/writing-a-policy.md',
    if: { required: ['frame'] },
    // oxlint-disable-next-line no-thenable -- a word of JSON Schema; nobody awaits it
    then: { $ref: '#/$defs/framed' },
    else: { $ref: '#/$defs/whole' },
    $defs: { whole, framed, ...($defs as Node), ...(looseDefs as Node) },
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

function offered(from: z.ZodType, reused: 'ref' | 'inline' = 'ref'): Node {
  const schema = JSON.stringify(z.toJSONSchema(from, { io: 'input', reused }))
  return JSON.parse(schema, (_key, value: unknown) => offerWords(value)) as Node
}

/** The same, all of it optional, its shared parts under names of their own. */
function withoutRequired(schema: Node): Node {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === 'required' && Array.isArray(value) ? undefined : value,
  )
  return JSON.parse(text.replaceAll('__schema', '__framed')) as Node
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

function offerWords(node: unknown): unknown {
  if (!isNode(node) || !isNode(node['properties'])) return node
  const properties = node['properties'] as Record<string, Node>
  for (const words of known.filter((one) => Object.keys(one).every((field) => field in properties)))
    for (const [field, values] of Object.entries(words)) properties[field] = { ...properties[field], enum: values }
  if (properties['permissions'])
    properties['permissions'] = {
      ...properties['permissions'],
      propertyNames: { enum: [...commandNames, ...Object.keys(keepings)] },
    }
  return node
}
