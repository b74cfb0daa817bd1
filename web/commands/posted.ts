import type { Typed } from '../drafts.ts'
import type { Form, FormField } from './form.ts'

/** What was posted, as the command's input: what was left empty is left out where it may be. */
export const inputFrom = ({ fields }: Pick<Form, 'fields'>, typed: Typed): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueOf(field, typed)
      return value === undefined ? [] : [[field.name, value]]
    }),
  )

/** The id of a field in a row of several. */
export const idInRow = (rows: FormField, row: number, field: FormField): string => `${rows.id}-${row}-${field.id}`

/** How many rows were shown, the empty ones among them. */
export const rowsTyped = (rows: FormField, typed: Typed): number =>
  Math.max(0, ...Object.keys(typed).map((name) => Number(new RegExp(`^${rows.id}-(\\d+)-`).exec(name)?.[1] ?? -1) + 1))

function valueOf(field: FormField, typed: Typed): unknown {
  switch (field.control) {
    case 'day':
      return dayFrom(field.id, typed)
    case 'number':
      return numberFrom(textIn(typed, field.id))
    case 'yes-no':
      return { yes: true, no: false }[textIn(typed, field.id)]
    case 'checkboxes':
      return orNothing(field, listIn(typed, field.id))
    case 'lines':
      return orNothing(field, linesIn(textIn(typed, field.id)))
    case 'rows':
      return rowsFrom(field, typed)
    case 'radios':
    case 'select':
    case 'hidden':
      return textIn(typed, field.id) || undefined
    case 'line':
    case 'mail':
    case 'text': {
      const text = textIn(typed, field.id).replace(/\r\n?/g, '\n').trim()
      return field.optional && text === '' ? undefined : text
    }
  }
}

const orNothing = ({ optional }: FormField, list: string[]): string[] | undefined =>
  optional && list.length === 0 ? undefined : list

export const textIn = (typed: Typed, id: string): string => [typed[id] ?? ''].flat()[0] ?? ''
export const listIn = (typed: Typed, id: string): string[] => [typed[id] ?? []].flat().filter(Boolean)
const linesIn = (text: string): string[] =>
  text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter(Boolean)

/** 'YYYY-MM-DD' from its three boxes; what is no number stands as it was typed, and is refused as no date. */
function dayFrom(id: string, typed: Typed): string | undefined {
  const [day = '', month = '', year = ''] = ['day', 'month', 'year'].map((part) =>
    textIn(typed, `${id}-${part}`).trim(),
  )
  if (!day && !month && !year) return undefined
  return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
}

/** '£1,250' is a number; what is none stands as it was typed, and is refused as none. */
function numberFrom(text: string): number | string | undefined {
  const digits = text.replace(/[£,\s]/g, '')
  if (digits === '') return undefined
  return /^-?\d+(\.\d+)?$/.test(digits) ? Number(digits) : text
}

function rowsFrom(field: FormField, typed: Typed): Record<string, unknown>[] {
  const fields = field.row?.fields ?? []
  const rows = Array.from({ length: rowsTyped(field, typed) }, (_, row) =>
    inputFrom({ fields: fields.map((one) => ({ ...one, id: idInRow(field, row, one) })) }, typed),
  )
  return rows.filter((row) => Object.values(row).some((value) => value !== ''))
}
