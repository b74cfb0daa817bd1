import type { Request, Response } from 'express'
import { once } from '../../api/once.ts'
import type { ApiParts } from '../../api/parts.ts'
import { badRequest, namingItsField, problemOf, type Fault } from '../../api/problem.ts'
import { fieldsOf } from '../../cases/fields.ts'
import { readCommand, type Command } from '../../cases/commands.ts'
import { Refusal } from '../../cases/refusal.ts'
import { titleOf } from '../../cases/roles.ts'
import type { Policy } from '../../policies/policy.ts'
import type { Rehearsal } from '../../records/rehearsal.ts'
import { typedBefore, typedIn, type Typed } from '../drafts.ts'
import { page, tellNext } from '../page.ts'
import type { Who } from '../who.ts'
import { answersIn } from './answers.ts'
import { shownFaults, type Shown } from './faults.ts'
import { followingOf, followsInWords } from './follows.ts'
import type { Giving } from './giving.ts'
import { rowsTyped, textIn } from './posted.ts'
import { toldAfter } from './told-after.ts'

/** Shows the form of a command: empty, with what the address says, or with what was typed before. */
export function showForm(request: Request, response: Response, giving: Giving): void {
  const asked = Object.fromEntries(
    Object.entries(request.query).filter((one): one is [string, string] => typeof one[1] === 'string'),
  )
  fillForm(response, giving, typedBefore(request)?.fields ?? { ...giving.start, ...asked }, [])
}

function fillForm(response: Response, giving: Giving, typed: Typed, faults: Shown[], status = 200): void {
  const { form, about } = giving
  page(
    response,
    'commands/form.njk',
    {
      title: form.title,
      ...about,
      form,
      typed,
      faults,
      errors: Object.fromEntries(faults.map(({ of, message }) => [of, message])),
      key: keyIn(typed),
      rows: Object.fromEntries(
        form.fields
          .filter(({ control }) => control === 'rows')
          .map((field) => [
            field.id,
            Math.max(2, rowsTyped(field, typed)) + (textIn(typed, 'step') === 'more' ? 1 : 0),
          ]),
      ),
    },
    status,
  )
}

/**
 * Takes what was posted: shows what is wrong with it, shows what it would do where that cannot be taken back or sets days, or gives
 * the command, once, and tells on the case’s page what came of it.
 */
export async function takeForm(
  parts: ApiParts,
  who: Who,
  { request, response }: { request: Request; response: Response },
  giving: Giving,
): Promise<void> {
  const typed = typedIn(request)
  const step = textIn(typed, 'step')
  if (step === 'more' || step === 'change') return fillForm(response, giving, typed, [])
  try {
    const command = commandIn(giving, await giving.input(typed))
    if (step !== 'give') {
      const told = await giving.rehearse(command)
      if (needsCheck(giving, told)) return check(response, giving, typed, told)
    }
    const keyed = { key: keyIn(typed), caller: `page of ${who.personId}`, asks: command }
    const given = await once(parts, keyed, (retry) => giving.give(command, retry))
    tellNext(request, await toldAfter(parts, who, giving, given))
    response.redirect(303, giving.about.after ?? `/cases/${given.caseId}`)
  } catch (error) {
    const problem = problemOf(
      namingItsField(
        error,
        fieldsOf(giving.form.name).map(({ name }) => name),
      ),
    )
    if (![400, 403, 409].includes(problem.status)) throw error
    const faults = (problem.more['faults'] as Fault[] | undefined) ?? [{ field: '', message: problem.message }]
    const shown =
      error instanceof Refusal
        ? refused(giving, problem.message, faults, typed)
        : shownFaults(giving.form, faults, typed)
    fillForm(response, giving, typed, shown, problem.status)
  }
}

/** A refusal is said in its own sentence, beside the field that it is about. */
function refused(giving: Giving, message: string, faults: Fault[], typed: Typed): Shown[] {
  return shownFaults(giving.form, faults.slice(0, 1), typed).map((fault) => ({ ...fault, message }))
}

function commandIn({ form: { name } }: Giving, input: Record<string, unknown>): Command {
  const read = readCommand(name, input)
  if (read.ok) return read.command
  throw badRequest(read.faults)
}

/** Looked at once more is what cannot be taken back, and what sets a day for somebody or takes one away. */
const needsCheck = ({ form }: Giving, told: Rehearsal | null): boolean =>
  form.check || (told?.changed ?? []).some(({ change }) => ['opened', 'moved', 'cancelled'].includes(change))

function check(response: Response, giving: Giving, typed: Typed, told: Rehearsal | null): void {
  const { form, about } = giving
  page(response, 'commands/check.njk', {
    title: 'Check your answers',
    ...about,
    form,
    answers: answersIn(form, typed),
    hidden: Object.entries(typed).flatMap(([name, value]) =>
      name === 'step' || name === 'key' ? [] : [value].flat().map((one) => ({ name, value: one })),
    ),
    key: keyIn(typed),
    ahead: told && aheadInWords(giving.policy, told),
  })
}

/** What a command would do, as the page says it before it is given. */
function aheadInWords(policy: Policy, { before, after, policy: then, ...told }: Rehearsal) {
  const levelName = (id: string) => then.levels.find((one) => one.id === id)?.name ?? id
  const moves = before.level && before.level !== after.level
  return {
    moves: moves ? `The case moves from ${levelName(before.level)} to ${levelName(after.level)}.` : '',
    follows: followsInWords(policy, told.changed.map(followingOf)),
    mails: told.mails,
    unreached: told.unreached.map(({ to, why }) => ({ to: titleOf(policy, to), why })),
    warnings: told.warnings,
  }
}

/** The key that a form was shown with, by which a second press of its button is known; a new one where it has none. */
function keyIn(typed: Typed): string {
  const key = textIn(typed, 'key')
  return /^[\w-]{1,100}$/.test(key) ? key : crypto.randomUUID()
}
