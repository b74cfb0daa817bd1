import * as z from 'zod'
import { badRequest, type Fault } from './problem.ts'

/** Reads the parameters, the query or the body of a request. Throws a 400 that names each field that is wrong. */
export function readPart(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined
  const unreadable = unreadableIn(value, '')
  if (unreadable) throw badRequest([unreadable])
  const result = schema.safeParse(value, { error: inWords })
  if (result.success) return result.data
  throw badRequest(result.error.issues.map((issue) => faultOf(issue, fieldsOf(schema))))
}

/** The fields that a schema of an object has; none where it is of something else. */
export function fieldsOf(schema: z.ZodType | undefined): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape)
  return schema instanceof z.ZodPipe ? fieldsOf(schema.out as z.ZodType) : []
}

function faultOf(issue: z.core.$ZodIssue, fields: string[]): Fault {
  const field = issue.path.join('.')
  if (issue.code === 'unrecognized_keys')
    return {
      field: [...issue.path, issue.keys[0]].join('.'),
      message: `there is no field ${issue.keys.join(', ')} here`,
    }
  if (field) return { field, message: issue.message }
  const named = issue.code === 'invalid_type' && fields.length > 0 ? ` with the fields ${fields.join(', ')}` : ''
  return { field: 'body', message: `The body ${issue.message}${named}` }
}

const kinds: Record<string, string> = {
  object: 'a JSON object',
  record: 'a JSON object',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

/** What zod would say in words of its own, where a schema has none. */
function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`
    case 'too_small':
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`
    case 'too_big':
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`
    case 'invalid_format':
      return 'is not written as it must be'
    case 'invalid_union':
      return 'is nothing that is taken here'
    default:
      return undefined
  }
}

const unitOf = (origin: string): string => (origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '')

/** Text that no database takes: a zero character, or half of a surrogate pair. */
function unreadableIn(value: unknown, field: string): Fault | undefined {
  if (typeof value === 'string') {
    const fine = !value.includes('\u0000') && value.isWellFormed()
    return fine ? undefined : { field: field || 'body', message: 'holds a character that is no text' }
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = unreadableIn(key, field || 'body') ?? unreadableIn(inner, field ? `${field}.${key}` : key)
    if (found) return found
  }
  return undefined
}
