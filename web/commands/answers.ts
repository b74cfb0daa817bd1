import { formatDay, isDay } from '../../calendar/day.ts'
import type { Typed } from '../drafts.ts'
import type { Form, FormField } from './form.ts'
import { inputFrom } from './posted.ts'

/** An answer as it is looked over once more. */
export interface AnswerShown {
  id: string
  label: string
  lines: string[]
}

/** The answers of a form in words; what was left empty is left out. */
export function answersIn(form: Pick<Form, 'fields'>, typed: Typed): AnswerShown[] {
  const input = inputFrom(form, typed)
  return form.fields
    .filter(({ control }) => control !== 'hidden')
    .flatMap((field) => {
      const lines = linesOf(field, input[field.name])
      return lines.length ? [{ id: field.id, label: field.label, lines }] : []
    })
}

function linesOf(field: FormField, value: unknown): string[] {
  if (value === undefined || value === '') return []
  if (Array.isArray(value)) return value.flatMap((one: unknown) => lineOf(field, one))
  return lineOf(field, value)
}

function lineOf(field: FormField, value: unknown): string[] {
  if (typeof value === 'object' && value !== null) {
    const parts = Object.values(value as Record<string, unknown>).map((one) => wordOf(String(one)))
    return [parts.join(', by ')]
  }
  if (typeof value === 'boolean') return [value ? 'Yes' : 'No']
  const chosen = field.choices.find((one) => one.value === value)
  return (chosen ? [chosen.text, chosen.hint ?? ''].filter(Boolean).join(', ') : wordOf(String(value))).split('\n')
}

const wordOf = (text: string): string => (isDay(text) ? formatDay(text) : text)

/** What a form would have to hold for such an input: the answers of an entry that is to be corrected. */
export function typedFrom({ fields }: Pick<Form, 'fields'>, input: Record<string, unknown>): Typed {
  return Object.assign({}, ...fields.map((field) => typedOf(field, input[field.name]))) as Typed
}

function typedOf(field: FormField, value: unknown): Typed {
  if (value === undefined || value === null) return {}
  if (field.control === 'day' && typeof value === 'string') {
    const [year = '', month = '', day = ''] = value.split('-')
    return {
      [`${field.id}-day`]: String(Number(day)),
      [`${field.id}-month`]: String(Number(month)),
      [`${field.id}-year`]: year,
    }
  }
  if (field.control === 'lines' && Array.isArray(value)) return { [field.id]: value.join('\n') }
  if (field.control === 'rows' && Array.isArray(value))
    return Object.assign(
      {},
      ...value.flatMap((row: Record<string, unknown>, at) =>
        (field.row?.fields ?? []).map((one) => typedOf({ ...one, id: `${field.id}-${at}-${one.id}` }, row[one.name])),
      ),
    ) as Typed
  if (Array.isArray(value)) return { [field.id]: value.map(String) }
  if (typeof value === 'boolean') return { [field.id]: value ? 'yes' : 'no' }
  return { [field.id]: String(value) }
}
