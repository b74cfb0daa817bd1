import type { Fault } from '../../api/problem.ts'
import type { Typed } from '../drafts.ts'
import { idInRow, rowsTyped, textIn } from './posted.ts'
import type { Form, FormField } from './form.ts'

/** What is wrong with a field, and the id of where it is mended. */
export interface Shown extends Fault {
  /** The id of the field. */
  of: string
}

/** Faults of an input as the form shows them: each with the place to go to, and with the words of its question. */
export function shownFaults(form: Form, faults: readonly Fault[], typed: Typed): Shown[] {
  return faults.map((fault) => {
    const found = fieldAt(form, fault.field.split('.'), typed)
    if (!found) return { ...fault, of: '', field: form.fields.find(isShown)?.id ?? 'main-content' }
    const { field, id } = found
    return { field: anchorOf(field, id), of: id, message: inItsWords(field, fault) }
  })
}

const isShown = ({ control }: FormField): boolean => control !== 'hidden'

function fieldAt(form: Form, [name, row, inner]: string[], typed: Typed): { field: FormField; id: string } | undefined {
  const field = form.fields.find((one) => one.name === name)
  const within = field?.row?.fields.find((one) => one.name === inner)
  if (field && within && row !== undefined)
    return { field: within, id: idInRow(field, filledRow(field, Number(row), typed), within) }
  return field && { field, id: field.id }
}

/** The row on the page: empty ones before it are not in the input. */
function filledRow(rows: FormField, wanted: number, typed: Typed): number {
  const filled = Array.from({ length: rowsTyped(rows, typed) }, (_, row) => row).filter((row) =>
    Object.keys(typed).some((id) => id.startsWith(`${rows.id}-${row}-`) && textIn(typed, id).trim() !== ''),
  )
  return filled[wanted] ?? wanted
}

/** What is first in a field of several boxes. */
const anchorOf = (field: FormField, id: string): string =>
  field.control === 'day' ? `${id}-day` : field.row?.fields[0] ? idInRow(field, 0, field.row.fields[0]) : id

/** ‘reason is empty: say it’ speaks of the field by its name; whoever fills in a form knows it by its question. */
function inItsWords({ name, label }: FormField, { message }: Fault): string {
  const said = message.startsWith(`${name} `) ? message.slice(name.length) : ` ${message}`
  const plain = said
    .replace(', written YYYY-MM-DD', ', for example 27 3 2026')
    .replace(/ is missing: write it as text$/, ' is missing')
    .replace(/ must be one of .*$/s, ': choose one')
    .replace(/ must be (a list.*|a number|true or false|text)$/, (all, what: string) =>
      what === 'a number' ? all : ': choose one',
    )
  return `“${label}”${plain}`
}
