import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { capital } from '../../notifications/plain.ts'
import { commandDescriptions, commandNames, type CommandName } from '../../cases/commands.ts'

/** Where a case's page offers a command. */
export const groups = {
  record: 'Record what was done',
  decide: 'Decide',
  notice: 'Warning notice and powers',
  outside: 'Ofsted and the Secretary of State',
  deadline: 'Deadlines',
  case: 'The case itself',
} as const
export type Group = keyof typeof groups

const text = z.string().min(1)
const fieldSchema = z.strictObject({
  label: text,
  hint: text.optional(),
  line: z.boolean().default(false),
  options: z.record(z.string(), text).optional(),
  row: text.optional().describe('what one of several rows is called'),
})
const commandSchema = z.strictObject({
  title: text,
  button: text,
  done: text,
  group: z.enum(Object.keys(groups) as [Group, ...Group[]]),
  check: z.boolean().default(false),
  fields: z.record(z.string(), fieldSchema).default({}),
})
const fileSchema = z.strictObject({
  fields: z.record(z.string(), fieldSchema),
  commands: z.partialRecord(z.enum(commandNames), commandSchema),
})

export type FieldWords = z.output<typeof fieldSchema>
export type CommandWords = z.output<typeof commandSchema>

const file = join(import.meta.dirname, 'words.yaml')
const words = fileSchema.parse(parse(readFileSync(file, 'utf8'), { merge: true }))

/** The words of a command's form; what the file does not know goes by what the API says of it, so that it can be given all the same. */
export const wordsOf = (name: CommandName): CommandWords => words.commands[name] ?? bare(name)

/** A text that names commands, with their titles in the place of their names. */
export const inTitles = (said: string): string =>
  said.replace(/[A-Za-z]+/g, (word) => {
    const name = commandNames.find((one) => one === word)
    return name ? `“${wordsOf(name).title}”` : word
  })

/** The words of a field; its name where the file has none. */
export const fieldWords = (name: CommandName, field: string): FieldWords =>
  wordsOf(name).fields[field] ?? words.fields[field] ?? { label: asTitle(field), line: false }

/** Whether the file has words of its own for a command and all these fields of it. */
export const hasWords = (name: CommandName, fields: readonly string[]): boolean =>
  words.commands[name] !== undefined &&
  fields.every((field) => (wordsOf(name).fields[field] ?? words.fields[field]) !== undefined)

const bare = (name: CommandName): CommandWords => ({
  title: commandDescriptions[name].replace(/ \([^)]*\)$/, ''),
  button: 'Continue',
  done: 'It is done',
  group: 'case',
  check: false,
  fields: {},
})

const asTitle = (name: string): string => capital(name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
