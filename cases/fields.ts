import type * as z from 'zod'
import { commandSchemaOf, type CommandName } from './commands.ts'

/** What a field of a command's input is made of, as its schema says. */
export interface Field {
  name: string
  optional: boolean
  shape: Shape
}

export type Shape =
  | { kind: 'day' | 'mail' | 'text' | 'number' | 'whole-number' | 'yes-no' | 'input' }
  | { kind: 'one'; values: string[] }
  | { kind: 'several' }
  | { kind: 'rows'; fields: Field[] }

/** The fields of a command's input, in their order. */
export const fieldsOf = (name: CommandName): Field[] => fieldsIn(commandSchemaOf(name).shape)

const fieldsIn = (shape: Record<string, unknown>): Field[] =>
  Object.entries(shape).map(([name, schema]) => {
    const { inner, optional } = unwrapped(schema as z.core.$ZodType)
    return { name, optional, shape: shapeOf(inner) }
  })

/** What zod says of a schema, as far as a field may be one. */
interface Def {
  type: string
  format?: string
  innerType?: z.core.$ZodType
  out?: z.core.$ZodType
  element?: z.core.$ZodType
  entries?: Record<string, string>
  shape?: Record<string, unknown>
}

const defOf = (schema: z.core.$ZodType): Def => schema._zod.def as unknown as Def

function unwrapped(schema: z.core.$ZodType): { inner: Def; optional: boolean } {
  const def = defOf(schema)
  if (def.type === 'optional' && def.innerType) return { ...unwrapped(def.innerType), optional: true }
  return def.type === 'pipe' && def.out ? unwrapped(def.out) : { inner: def, optional: false }
}

function shapeOf({ type, format, entries, element }: Def): Shape {
  switch (type) {
    case 'enum':
      return { kind: 'one', values: Object.values(entries ?? {}) }
    case 'array': {
      const { shape } = element ? unwrapped(element).inner : {}
      return shape ? { kind: 'rows', fields: fieldsIn(shape) } : { kind: 'several' }
    }
    case 'number':
      return { kind: format === 'safeint' ? 'whole-number' : 'number' }
    case 'boolean':
      return { kind: 'yes-no' }
    case 'record':
      return { kind: 'input' }
    case 'string':
      return { kind: format === 'date' ? 'day' : format === 'email' ? 'mail' : 'text' }
    default:
      throw new Error(`A field of the type "${type}" has no form`)
  }
}
