import type { ApiParts } from '../../api/parts.ts'
import { openCase } from '../../api/open-case.ts'
import { badRequest } from '../../api/problem.ts'
import { startYear } from '../../api/routes/years.ts'
import { rehearseOpening } from '../../api/rehearsals.ts'
import { actsIn } from '../../access/reading.ts'
import { blankCase } from '../../cases/blank-case.ts'
import type { Command } from '../../cases/commands.ts'
import { mayGive } from '../../cases/permissions.ts'
import { Refusal } from '../../cases/refusal.ts'
import type { Policy } from '../../policies/policy.ts'
import { policyFor, yearKinds } from '../../policies/year.ts'
import { listSchools } from '../../records/schools.ts'
import type { Who } from '../who.ts'
import { asSomebody } from './as-somebody.ts'
import { formOf } from './form.ts'
import type { Giving } from './giving.ts'
import { inputFrom } from './posted.ts'

/** The authorities in which somebody may give such a command to no case yet. Throws the refusal where there is none. */
export function authoritiesFor({ policies }: ApiParts, { callers }: Who, name: 'openCase' | 'openYear'): Policy[] {
  const command = { name, input: {} } as Command
  const found = [...policies.values()].filter(
    (policy) =>
      knows[name](policy) &&
      callers.some(
        (caller) => actsIn(caller, policy.authority) && mayGive(policy, null, command, caller.role, 'primary').allowed,
      ),
  )
  if (found.length === 0) throw new Refusal(refusals[name], 'access')
  return found
}

const knows = {
  openCase: (policy: Policy) => policy.levels.length > 0,
  openYear: (policy: Policy) => yearKinds(policy).includes('authority-year'),
}
const refusals = {
  openCase: 'None of your roles opens cases: ask whoever answers for the school’s district',
  openYear: 'None of your roles starts the year of an authority: ask your administrator',
}

const nowhere = { urn: '', name: '', phase: 'primary', district: null, denomination: null } as const

/** The opening of a case that somebody is about to give. */
export function opening(parts: ApiParts, who: Who, policy: Policy): Giving {
  const state = blankCase(policy, nowhere, '')
  const whole = formOf('openCase', { policy, state, values: {}, more: {} })
  const form = {
    ...whole,
    fields: whole.fields.map((field) =>
      field.name === 'authority' ? { ...field, control: 'hidden' as const } : field,
    ),
  }
  return {
    form,
    policy,
    about: { caption: policy.name, back: '/cases' },
    start: { authority: policy.authority },
    input: async (typed) => {
      const input = inputFrom(form, typed)
      return {
        ...input,
        authority: policy.authority,
        school: await urnOf(parts, policy, String(input['school'] ?? '')),
      }
    },
    rehearse: (command) => asSomebody(who.callers, (caller) => rehearseOpening(parts, asOpening(command), caller)),
    give: async (command, retry) => {
      const { caseId, recorded, warnings } = await asSomebody(who.callers, (caller) =>
        openCase(parts, asOpening(command), caller, retry),
      )
      return { caseId, recorded, warnings, entry: 1 }
    },
  }
}

function asOpening(command: Command) {
  if (command.name === 'openCase') return command.input
  throw new Error(`${command.name} opens no case`)
}

/** A URN, or a name that one school alone has. Throws a 400 that says which there are. */
async function urnOf({ records, today }: ApiParts, { authority }: Policy, text: string): Promise<string> {
  const named = text.trim()
  const [urn] = /^\d{6}(?=\D|$)/.exec(named) ?? []
  if (urn || !named) return urn ?? named
  const like = await listSchools(records, { authorities: [authority], text: named, on: today(), limit: 6 })
  const exactly = like.filter(({ name }) => name.toLowerCase() === named.toLowerCase())
  const found = exactly.length > 0 ? exactly : like
  const [only] = found
  if (only && found.length === 1) return only.urn
  const message = only
    ? `names several schools: give the URN of one (${found
        .slice(0, 5)
        .map((one) => `${one.name}, ${one.urn}`)
        .join('; ')}${found.length > 5 ? ' …' : ''})`
    : 'is no school on record: give its URN, or its name as it is on record'
  throw badRequest([{ field: 'school', message }])
}

/** The start of an authority's year that somebody is about to give. */
export function startingYear(parts: ApiParts, who: Who, policy: Policy): Giving {
  const more = { authority: [{ value: policy.authority, text: policy.name }] }
  const form = formOf('openYear', { policy, state: blankCase(policy, nowhere, ''), values: {}, more })
  return {
    form,
    policy: policyFor(policy, 'authority-year'),
    about: { caption: policy.name, back: '/cases' },
    start: { authority: policy.authority },
    input: async (typed) => inputFrom(form, typed),
    rehearse: async () => null,
    give: async (command, retry) => {
      if (command.name !== 'openYear') throw new Error(`${command.name} starts no year`)
      const { caseId, recorded, warnings } = await asSomebody(who.callers, (caller) =>
        startYear(parts, command.input, caller, retry),
      )
      return { caseId, recorded, warnings, entry: 1 }
    },
  }
}
