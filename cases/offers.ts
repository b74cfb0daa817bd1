import { addDays } from '../calendar/day.ts'
import type { Policy } from '../policies/policy.ts'
import { choicesOf } from './choices.ts'
import { commandNames, readCommand, type By, type Command, type CommandName } from './commands.ts'
import { decide } from './decide.ts'
import { fieldsOf, type Field } from './fields.ts'
import { mayGive } from './permissions.ts'
import { Refusal } from './refusal.ts'
import type { CaseState } from './state.ts'
import { beginTurn } from './turn.ts'

/** A command that somebody may give to a case now. */
export interface Offer {
  name: CommandName
  /** The role it would be given as. */
  as: string
  /** Of the fields that are chosen from what there is: the values with which it would not be refused as things stand. */
  values: Record<string, string[]>
}

interface Asked {
  policy: Policy
  state: CaseState
  /** The roles held, the foremost first. */
  roles: string[]
  /** In London's time. */
  at: string
  /** The roles whose holders are all away: who stands in for them may act. */
  absent: string[]
  /** Whether there is another edition of the policy to adopt. */
  otherEditions: boolean
}

/** More values than these of one field are not tried one by one: the first stands for all. */
const mostValues = 40

/**
 * The commands that these roles may give to the case as it stands, found by trying each on a copy of it: what is refused for the
 * giver or for the moment, whatever is said in its fields, is not offered. What only the records can tell is not asked.
 */
export function offersNow(asked: Asked): Offer[] {
  return commandNames
    .filter((name) => name !== 'openCase' && name !== 'openYear')
    .flatMap((name) => offerOf(asked, name) ?? [])
}

function offerOf(asked: Asked, name: CommandName): Offer | undefined {
  const varied = variedIn(asked, name)
  if (varied.some(({ values, field }) => !values.length && !field.optional)) return undefined
  for (const role of asked.roles) {
    const by = { role, personId: null }
    const taken = samples(name, varied, asked.at.slice(0, 10)).filter((sample) => isTaken(asked, by, name, sample))
    if (taken.length) return { name, as: role, values: valuesIn(taken, varied) }
  }
  return undefined
}

interface Varied {
  field: Field
  values: string[]
  /** All of them are tried, so that those which are refused are known. */
  whole: boolean
}

type Sample = Record<string, unknown>

function variedIn({ policy, state }: Asked, name: CommandName): Varied[] {
  return fieldsOf(name).flatMap((field) => {
    const values =
      choicesOf({ policy, state }, name, field.name)?.map(({ value }) => value) ??
      (field.shape.kind === 'one' ? field.shape.values : undefined)
    if (!values || field.optional) return []
    const whole = values.length <= mostValues
    return { field, values: whole ? values : values.slice(0, 1), whole }
  })
}

/** Every combination of what is chosen, with something in every other field that must be filled. */
function samples(name: CommandName, varied: Varied[], today: string): Sample[] {
  const rest = Object.fromEntries(
    fieldsOf(name)
      .filter((one) => !one.optional && !varied.some(({ field }) => field.name === one.name))
      .map((one) => [one.name, something(one, today)]),
  )
  return varied.reduce<Sample[]>(
    (all, { field, values }) =>
      all.flatMap((sample) =>
        values.map((value) => ({ ...sample, [field.name]: field.shape.kind === 'several' ? [value] : value })),
      ),
    [rest],
  )
}

function something({ shape, name }: Field, today: string): unknown {
  switch (shape.kind) {
    case 'day':
      return addDays(today, 1)
    case 'mail':
      return 'somebody@example.org'
    case 'number':
    case 'whole-number':
      return 1
    case 'yes-no':
      return true
    case 'several':
      return ['x']
    case 'input':
      return {}
    case 'rows':
      return [Object.fromEntries(shape.fields.map((one) => [one.name, something(one, today)]))]
    case 'one':
      return shape.values[0]
    case 'text':
      return name === 'person' ? 'somebody' : 'x'
  }
}

/** What needs the records is not tried: an entry that is corrected, an edition that is adopted, a letter that was received. */
const untried: readonly CommandName[] = ['correctEntry', 'adoptPolicy', 'acknowledgeReceipt']

function isTaken(asked: Asked, by: By, name: CommandName, sample: Sample): boolean {
  const { policy, state, at, otherEditions } = asked
  const read = readCommand(name, sample)
  const command = read.ok ? read.command : ({ name, input: sample } as Command)
  try {
    const allowed = mayGive(policy, state, command, by.role, state.school.phase)
    if (!allowed.allowed || (allowed.onlyWhileAway && !asked.absent.includes(allowed.onlyWhileAway))) return false
    if (untried.includes(name)) return state.status === 'open' && (name !== 'adoptPolicy' || otherEditions)
    const turn = beginTurn(policy, state, at, 'command', by)
    decide(turn, command, { person: { id: 'somebody', name: 'Somebody', ofSchool: false } })
    return true
  } catch (error) {
    if (error instanceof Refusal) return error.kind === 'input'
    throw error
  }
}

function valuesIn(taken: Sample[], varied: Varied[]): Record<string, string[]> {
  const known = varied.filter(({ whole }) => whole)
  return Object.fromEntries(
    known.map(({ field, values }) => [
      field.name,
      values.filter((value) => taken.some((sample) => [sample[field.name]].flat().includes(value))),
    ]),
  )
}
