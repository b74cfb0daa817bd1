import type { CaseKind } from './year.ts'

/** One thing that is otherwise in another edition: what it is about, and how, in a sentence. */
export interface Difference {
  about:
    | 'levels'
    | 'deadlines'
    | 'ladders'
    | 'roles'
    | 'permissions'
    | 'letters'
    | 'law'
    | 'money'
    | 'words'
    | 'promises'
    | 'settings'
  /** The years' parts of the policy by their kind; an intervention's otherwise. */
  of: CaseKind
  /** The id of what has changed. */
  id: string
  sentence: string
}

export type Said = Omit<Difference, 'of'>

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What stands in either, with both its forms. */
export function pairs<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): [string, T | undefined, T | undefined][] {
  return [...new Set([...before.keys(), ...after.keys()])].map((id) => [id, before.get(id), after.get(id)])
}

/** ‘15 working days become 20’: what both have in common at the end is said once. */
export function become(before: string, after: string): string {
  const counted = /^(\d+) (.*?)s?$/
  const [, , a] = counted.exec(before) ?? []
  const [, count, b] = counted.exec(after) ?? []
  const verb = /^\d+ \w.*s$/.test(before) ? 'become' : 'becomes'
  return `${before} ${verb} ${count !== undefined && a === b ? count : after}`
}

/** A value as people read it: ‘10 days, 0; 20 days, 2’ of a list. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) {
    const isPlain = value.every((one) => typeof one !== 'object')
    return value.map(shown).join(isPlain ? ', ' : '; ') || 'nothing'
  }
  return isMap(value) ? fieldsOf(value).join(', ') : String(value)
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is otherwise in the fields that no words are made for, field by field: ‘visitDays days: 5 becomes 6’. */
export function fieldsBetween(before: unknown, after: unknown, path = ''): string[] {
  if (same(before, after)) return []
  if (!isMap(before) || !isMap(after)) return [`${path}: ${shown(before)} becomes ${shown(after)}`]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((field) =>
    fieldsBetween(before[field], after[field], `${path} ${field}`.trim()),
  )
}

/** The same value without these fields. */
export function without(value: object, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([field]) => !fields.includes(field)))
}

/** What stands in the fields that no words are made for: ‘visitDays days: 5’. */
export function fieldsOf(value: unknown, path = ''): string[] {
  if (value === undefined || (isMap(value) && !Object.keys(value).length)) return []
  if (Array.isArray(value) && !value.length) return []
  if (!isMap(value)) return [`${path}: ${shown(value)}`]
  return Object.entries(value).flatMap(([field, one]) => fieldsOf(one, `${path} ${field}`.trim()))
}
