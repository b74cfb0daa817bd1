import { isDeepStrictEqual } from 'node:util'
import type { Caller } from '../../access/caller.ts'
import type { ApiParts } from '../../api/parts.ts'
import { Problem } from '../../api/problem.ts'
import { commandNames, largestEntry } from '../../cases/commands.ts'
import { decisive } from '../../cases/corrections.ts'
import { commandEntry } from '../../records/case-file.ts'
import { knownState } from '../../records/known-state.ts'
import type { CaseRow } from '../../records/reading.ts'
import { typedFrom } from './answers.ts'
import { readsEntry } from './entries.ts'
import { formOf, type FormField } from './form.ts'
import type { Giving } from './giving.ts'
import { inputFrom } from './posted.ts'
import { wordsOf } from './words.ts'

/** The correction of an entry: the form of the command that it holds, with what it holds, less what decided what followed. */
export async function correcting(
  parts: ApiParts,
  { row, reader }: { row: CaseRow; reader: Caller },
  giving: Giving,
  seq: number,
): Promise<Giving> {
  const isRead =
    Number.isSafeInteger(seq) && seq > 0 && seq <= largestEntry && (await readsEntry(parts, row, reader, seq))
  const entry = isRead ? await commandEntry(parts.records, row.id, seq) : null
  const name = commandNames.find((one) => one === entry?.command)
  if (!entry || !name || name === 'correctEntry')
    throw new Problem(404, `Entry ${seq} of the case file is no command that can be corrected`)
  const { policy } = giving
  const state = await knownState(parts.records, row, policy)
  const sub = formOf(name, { policy, state, values: {}, more: {} })
    .fields.filter((field) => !decisive.includes(field.name))
    .map((field) => prefixed(field))
  const own = giving.form.fields
    .filter((field) => field.name !== 'input')
    .map((field) => (field.name === 'entry' ? { ...field, control: 'hidden' as const } : field))
  const form = { ...giving.form, fields: [...sub, ...own], title: `Correct entry ${seq}: ${wordsOf(name).title}` }
  return {
    ...giving,
    form,
    start: { entry: String(seq), ...typedFrom({ fields: sub }, entry.input) },
    input: async (typed) => ({
      input: changed(sub, inputFrom({ fields: sub }, typed), entry.input),
      ...inputFrom({ fields: own }, typed),
      entry: seq,
    }),
  }
}

/** Its note is told apart from that of the correction. */
const prefixed = (field: FormField): FormField => ({
  ...field,
  id: `corrected-${field.id}`,
  ...(field.name === 'note' ? { label: 'The note that the entry has', hint: undefined } : {}),
})

function changed(fields: FormField[], now: Record<string, unknown>, before: Record<string, unknown>) {
  const names = fields.map(({ name }) => name).filter((name) => !isDeepStrictEqual(now[name], before[name]))
  return Object.fromEntries(names.filter((name) => now[name] !== undefined).map((name) => [name, now[name]]))
}
