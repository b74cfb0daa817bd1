import { choicesOf, type Choice } from '../../cases/choices.ts'
import type { CommandName } from '../../cases/commands.ts'
import { fieldsOf, type Field } from '../../cases/fields.ts'
import type { CaseState } from '../../cases/state.ts'
import { capital } from '../../notifications/plain.ts'
import type { Policy } from '../../policies/policy.ts'
import { promisesOf } from '../../policies/promises.ts'
import { fieldWords, wordsOf, type CommandWords } from './words.ts'

export type Control =
  | 'day'
  | 'radios'
  | 'select'
  | 'checkboxes'
  | 'line'
  | 'mail'
  | 'text'
  | 'lines'
  | 'number'
  | 'yes-no'
  | 'rows'
  | 'hidden'

/** A field as it is asked. */
export interface FormField {
  /** Its id on the page, and its name in what is posted. */
  id: string
  /** Its name in the command's input. */
  name: string
  label: string
  hint: string | undefined
  optional: boolean
  control: Control
  choices: Choice[]
  /** What one of several rows is called, and what it asks. */
  row: { called: string; fields: FormField[] } | undefined
}

export interface Form extends Pick<CommandWords, 'title' | 'button' | 'done' | 'check'> {
  name: CommandName
  fields: FormField[]
}

/** What a form's choices depend on. */
export interface About {
  policy: Policy
  state: CaseState
  /** Of fields that are chosen: what would be taken now; all that there is where it says nothing. */
  values: Record<string, string[]>
  /** Choices that only the records know: people, editions, authorities. */
  more: Record<string, Choice[]>
}

/** More than these are no radio buttons. */
const mostRadios = 7

/** The form of a command: its fields from the schema, its words from `words.yaml`, its choices from the policy and the case. */
export function formOf(name: CommandName, about: About): Form {
  const { title, button, done, check } = wordsOf(name)
  const fields = fieldsOf(name).map((field) => fieldOf(name, field, about))
  return { name, title, button, done, check, fields: fields.filter((field) => isAsked(field, about)) }
}

/** Nobody is asked to choose from nothing, nor why a promise was not kept where none is given (HE-1). */
function isAsked({ name, optional, control, choices }: FormField, { policy }: About): boolean {
  if (name === 'shortNotice') return promisesOf(policy).length > 0
  return !optional || !['radios', 'select', 'checkboxes'].includes(control) || choices.length > 0
}

function fieldOf(name: CommandName, field: Field, about: About): FormField {
  const { label, hint, options, row } = fieldWords(name, field.name)
  const { shape } = field
  const choices = choicesFor(name, field, about, options)
  return {
    id: field.name,
    name: field.name,
    label,
    hint,
    optional: field.optional,
    control: controlOf(name, field, choices),
    choices: choices ?? [],
    row:
      shape.kind === 'rows'
        ? { called: row ?? label, fields: shape.fields.map((one) => fieldOf(name, one, about)) }
        : undefined,
  }
}

function choicesFor(
  name: CommandName,
  { name: field, shape }: Field,
  { policy, state, values, more }: About,
  options: Record<string, string> | undefined,
): Choice[] | undefined {
  const own =
    more[field] ??
    choicesOf({ policy, state }, name, field) ??
    (shape.kind === 'one' ? shape.values.map((value) => ({ value, text: options?.[value] ?? value })) : undefined)
  const taken = values[field]
  return own
    ?.filter(({ value }) => taken?.includes(value) ?? true)
    .map((choice) => ({ ...choice, text: capital(choice.text) }))
}

function controlOf(name: CommandName, field: Field, choices: Choice[] | undefined): Control {
  const { kind } = field.shape
  if (kind === 'several') return choices && (choices.length || field.optional) ? 'checkboxes' : 'lines'
  if (choices) return choices.length > mostRadios || (field.optional && choices.length > 3) ? 'select' : 'radios'
  switch (kind) {
    case 'day':
    case 'mail':
    case 'yes-no':
    case 'rows':
      return kind
    case 'number':
    case 'whole-number':
      return 'number'
    case 'text':
      return fieldWords(name, field.name).line ? 'line' : 'text'
    case 'one':
      return 'radios'
    case 'input':
      return 'hidden'
  }
}
