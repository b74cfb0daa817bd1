import fc, { type Arbitrary } from 'fast-check'

/** As much of JSON Schema as the description of the API uses. */
export interface Schema {
  $ref?: string
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
}

/** Values that a schema takes; `find` follows its references. */
export function valuesOf(schema: Schema, find: (ref: string) => Schema): Arbitrary<unknown> {
  const of = (inner: Schema): Arbitrary<unknown> => valuesOf(inner, find)
  if (schema.$ref) return of(find(schema.$ref))
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(of))
  switch (schema.type) {
    case 'string':
      return texts(schema)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6 })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(of(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(3, schema.minItems ?? 0),
      })
    case 'object':
      return objects(schema, of)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function objects({ properties = {}, required = [] }: Schema, of: (inner: Schema) => Arbitrary<unknown>) {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, of(inner)]))
  return fc.record(fields, { requiredKeys: required })
}

/** Words that the service knows, words of many scripts, whatever a person may paste, and what nobody foresaw. */
const said = fc.oneof(
  fc.constantFrom(
    ...'staffordshire stage-1 stage-2 sip sip-visit head-of-sid low-attainment serious-breakdown'.split(' '),
  ),
  fc.constantFrom('staffordshire-sip', 'milestone-1', 'additional-governors', 'two-term-review', 'powers-window'),
  fc.constantFrom(
    'Zoë’s 😀 plan',
    'خطة المدرسة',
    '\u202eevil\u202c',
    '<b>x</b>{{ 7*7 }}',
    "'; DROP TABLE cases; --",
    '=1+1',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)
const dayOf = (date: Date): string => date.toISOString().slice(0, 10)
const near = fc.integer({ min: -40, max: 200 }).map((days) => dayOf(new Date(Date.now() + days * 86_400_000)))
const far = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map(dayOf)
const days = fc.oneof(near, far)
const addresses = fc.stringMatching(/^[a-z]{1,8}(\.[a-z]{1,8})?$/).map((name) => `${name}@example.org`)

function texts({ format, pattern, minLength = 0, maxLength = 200 }: Schema): Arbitrary<string> {
  if (format === 'date') return days
  if (format === 'email') return addresses
  const matching = new RegExp(pattern ?? '', 'u')
  const fits = (text: string): boolean => text.length >= minLength && text.length <= maxLength && matching.test(text)
  const free = said.filter(fits)
  return pattern === undefined || fits('Some words') ? free : fc.stringMatching(matching).filter(fits)
}
