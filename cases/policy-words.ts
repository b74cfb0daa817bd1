import { isKeeping } from '../policies/keepings.ts'
import type { DeadlineRule, Policy, Promised } from '../policies/policy.ts'
import { promisesOf } from '../policies/promises.ts'
import { policyFor, yearKinds } from '../policies/year.ts'
import { commandNames, commandSchemaOf, type CommandName } from './commands.ts'
import { tellings } from './tellings.ts'

/** Commands that say something of a case and do nothing that was owed. */
const meetNothing: readonly CommandName[] = [
  'openCase',
  'openYear',
  'changeLevel',
  'closeCase',
  'reopenCase',
  'acknowledge',
  'acknowledgeReceipt',
  'requestExtension',
  'suspendDeadline',
  'resumeDeadline',
  'correctEntry',
  'adoptPolicy',
  'recordOfstedJudgement',
  'recordMonitoringVisit',
  'recordUrgentNotice',
  'recordSecretaryOfState',
  'voidWarningNotice',
  'announce',
]

const asCommand = (name: string): CommandName | undefined => commandNames.find((one) => one === name)

/**
 * The sentence for each word of a policy that means nothing to the service, so that what it says could never come about: a command
 * or a field that there is not, a telling on what never happens, a letter without a text (`letters`: those that have one).
 */
export function faultsInWords(policy: Policy, letters: readonly string[]): string[] {
  const views = [policy, ...yearKinds(policy).map((kind) => policyFor(policy, kind))]
  return [...new Set(views.flatMap((view) => faultsOfView(view, letters)))]
}

function faultsOfView(policy: Policy, letters: readonly string[]): string[] {
  const ids = policy.deadlines.map((one) => one.id)
  return [
    ...policy.deadlines.flatMap((rule) => faultsOfDuty(rule, ids)),
    ...Object.keys(policy.permissions)
      .filter((name) => !asCommand(name) && !isKeeping(name))
      .map((name) => `permissions name "${name}", which is no command`),
    ...policy.tells.flatMap(({ on, letter }) => [
      ...(tellings.some((one) => one === on)
        ? []
        : [`tells name the event "${on}", on which nobody is ever told; there are: ${tellings.join(', ')}`]),
      ...(letters.includes(letter) ? [] : [`tell on "${on}" names the letter "${letter}", which has no text`]),
    ]),
    ...promisesOf(policy).flatMap((promised) => faultsOfPromise(promised)),
  ]
}

/** Only what says why it comes unannounced can be held to a promise. */
const announceable = commandNames.filter((name) => name !== 'announce' && 'shortNotice' in commandSchemaOf(name).shape)

function faultsOfPromise({ id, before }: Promised): string[] {
  return before.flatMap(({ command, where = {} }) => {
    const name = announceable.find((one) => one === command)
    if (!name)
      return [`promise "${id}" stands before "${command}": only these can be announced: ${announceable.join(', ')}`]
    return Object.entries(where).flatMap(([field, value]) =>
      faultsOfField(`promise "${id}" stands before ${name}`, name, [], field, value),
    )
  })
}

function faultsOfDuty({ id, metBy }: DeadlineRule, ids: string[]): string[] {
  return metBy.flatMap(({ command, where = {} }) => {
    const name = asCommand(command)
    if (!name) return [`deadline "${id}" is met by "${command}", which is no command`]
    if (meetNothing.includes(name)) return [`deadline "${id}" cannot be met by "${command}": that meets nothing`]
    return Object.entries(where).flatMap(([field, value]) =>
      faultsOfField(`deadline "${id}" is met by ${name}`, name, ids, field, value),
    )
  })
}

function faultsOfField(about: string, command: CommandName, ids: string[], field: string, value: string): string[] {
  const { shape } = commandSchemaOf(command)
  const schema = Object.hasOwn(shape, field) ? shape[field as keyof typeof shape] : undefined
  const met = `${about} where "${field}"`
  if (!schema) return [`${met} says something, and ${command} has no such field: ${Object.keys(shape).join(', ')}`]
  const read = schema.safeParse(value)
  if (!read.success && !schema.safeParse([value]).success)
    return [`${met} is "${value}", which it never is: ${read.error.issues[0]?.message ?? ''}`]
  if ((command === 'completeDuty' || command === 'agreeRhythm') && field === 'duty' && !ids.includes(value))
    return [`${met} is "${value}", which is no deadline here`]
  return []
}
