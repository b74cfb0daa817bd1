import type { FormField } from './commands/form.ts'

/** A day asked for by its three boxes, as the forms of commands ask for it (`commands/fields.njk`). */
export const dayField = (name: string, label: string, hint?: string): FormField => ({
  id: name,
  name,
  label,
  hint,
  optional: false,
  control: 'day',
  choices: [],
  row: undefined,
})
