import fc, { type Arbitrary } from 'fast-check'
import { valuesOf } from './arbitrary.ts'
import type { Request } from './asking.ts'
import type { Description, Operation } from './described.ts'

const known: Record<string, string> = {
  caseId: 'staffordshire-900001-1',
  urn: '900001',
  personId: 'staffordshire-sip',
  authority: 'staffordshire',
}

type Pairs = [name: string, value: unknown][]

/** Requests as the description says they may be. */
export function validRequests(operation: Operation, description: Description): Arbitrary<Request> {
  return requests(
    operation,
    description,
    operation.body ? valuesOf(operation.body, description.find) : fc.constant(undefined),
  )
}

/** Requests whose body, or where there is none whose query, is not as described. */
export function wrongRequests(operation: Operation, description: Description): Arbitrary<Request> | undefined {
  const { body } = operation
  if (body) {
    const wrong = fc
      .tuple(valuesOf(body, description.find), spoilings)
      .map(([value, spoil]) => spoil(value))
      .filter((value) => !description.isBody(operation, value))
    return requests(operation, description, wrong)
  }
  if (!operation.parameters.some((one) => one.in === 'query')) return undefined
  return requests(operation, description, fc.constant(undefined)).map((request) => ({
    ...request,
    path: `${request.path}${request.path.includes('?') ? '&' : '?'}no-such=1`,
  }))
}

function requests(
  { method, path, parameters }: Operation,
  { find }: Description,
  bodies: Arbitrary<unknown>,
): Arbitrary<Request> {
  const valueOf = (name: string, values: Arbitrary<unknown>): Arbitrary<unknown> =>
    name in known ? fc.oneof({ weight: 4, arbitrary: fc.constant(known[name]) }, values) : values
  const pairsIn = (where: string): Arbitrary<Pairs> =>
    fc
      .tuple(
        ...parameters
          .filter((one) => one.in === where)
          .map(({ name, required, schema }) =>
            fc
              .option(valueOf(name, valuesOf(schema, find)), {
                nil: undefined,
                freq: required ? Number.MAX_SAFE_INTEGER : 1,
              })
              .map((value) => [name, value] as [string, unknown]),
          ),
      )
      .map((pairs) => pairs.filter(([, value]) => value !== undefined))
  return fc.record({ path: pairsIn('path'), query: pairsIn('query'), body: bodies }).map((given) => {
    const named = given.path.reduce((text, [name, value]) => text.replace(`{${name}}`, segment(value)), path)
    const query = given.query.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')
    return { method, path: query ? `${named}?${query}` : named, body: given.body }
  })
}

/** A path of its own: an empty one, or one of dots, would be another address. */
const segment = (value: unknown): string => encodeURIComponent(String(value)).replace(/^(\.*)$/, 'none$1')

/** Values that hardly any field takes. */
const strange: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, -1, 1e308, 2 ** 53, 0.1, '', ' ', '\u0000', '\u0007', 'x'.repeat(30_000), [[]], {
    a: {},
  }),
  fc.jsonValue({ maxDepth: 1 }),
)

/** Ways to make a right body wrong; not each makes each wrong. */
const spoilings: Arbitrary<(body: unknown) => unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, [], 'words', 7, true, {}).map((other) => () => other),
  fc.nat().map((at) => (body: unknown) => withOne(body, at, () => undefined)),
  fc.tuple(fc.nat(), strange).map(
    ([at, other]) =>
      (body: unknown) =>
        withOne(body, at, () => other),
  ),
  fc.constantFrom('extra', '__proto__', 'constructor', '').map((name) => (body: unknown) => added(body, name)),
)

function withOne(body: unknown, at: number, change: (value: unknown) => unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const names = Object.keys(body)
  const name = names[at % Math.max(names.length, 1)]
  const rest = Object.entries(body).filter(([one]) => one !== name)
  const value = name === undefined ? undefined : change((body as Record<string, unknown>)[name])
  return Object.fromEntries(value === undefined || name === undefined ? rest : [...rest, [name, value]])
}

const added = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? Object.defineProperty({ ...body }, name, { value: { polluted: true }, enumerable: true })
    : body
