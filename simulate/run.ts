import { formatLondon, parseLondon } from '../calendar/london.ts'
import { readCommand, sentenceOf, type By, type Input } from '../cases/commands.ts'
import { Refusal } from '../cases/refusal.ts'
import { mayGive } from '../cases/permissions.ts'
import { titleOf } from '../cases/roles.ts'
import { turnTo, type Policies } from '../policies/editions.ts'
import type { Policy } from '../policies/policy.ts'
import { importBankHolidays, importTermDates } from '../records/calendar.ts'
import { putPerson } from '../records/people.ts'
import { putSchool } from '../records/schools.ts'
import { replaceSchool } from '../records/successor.ts'
import { happened, type Happening, type Refused } from './happenings.ts'
import { endOf, readReplacement, ScenarioFault, type Scenario } from './scenario.ts'
import { startWorld, type World, type WorldParts } from './world.ts'

/**
 * A step is given this long before its nominal moment, so that it comes before everything else at that moment. Each a little
 * less than the one before it: a timer that an earlier step has set would else go off in the middle of this one, which the test
 * server does not survive.
 */
const leadMs = 30_000
const lessMs = 3_000

export interface Outcome {
  happenings: Happening[]
  /** The same, with the steps that leave no entry in a case file: what is brought into the calendar, and what no case hears of. */
  timeline: Happening[]
  caseId: string | null
  world: World
}

/** Plays a scenario through the real service in skipped time; gives what happened in order of time. */
export async function playScenario(scenario: Scenario, parts: WorldParts, policies: Policies): Promise<Outcome> {
  const policy = policies.get(scenario.authority)
  if (!policy)
    throw new ScenarioFault(`authority: "${scenario.authority}" is not one of ${[...policies.keys()].join(', ')}`)
  const stranger = Object.keys(scenario.people).find((role) => !Object.hasOwn(policy.roles, role))
  if (stranger)
    throw new ScenarioFault(
      `people: "${stranger}" is not a role of ${policy.name}: ${Object.keys(policy.roles).join(', ')}`,
    )
  const start = parseLondon(`${scenario.start.slice(0, 10)}T00:00`)
  const world = await startWorld(parts, policies, start - 3_600_000)
  try {
    return await play(scenario, policies, policy, world)
  } catch (error) {
    await world.stop().catch(() => {})
    throw error
  }
}

async function play(scenario: Scenario, policies: Policies, policy: Policy, world: World): Promise<Outcome> {
  if (scenario.unannounced.length)
    await world.records.deleteFrom('bank_holidays').where('day', 'in', scenario.unannounced).execute()
  await peopleWorld(world, scenario, Object.keys(policy.roles))
  const refused: Refused[] = []
  const besides: Refused[] = []
  const taken = new Map<number, number>()
  let caseId: string | null = null
  const steps = [...scenario.steps].sort((a, b) => parseLondon(a.on) - parseLondon(b.on))
  for (const [index, step] of steps.entries()) {
    const at = parseLondon(step.on)
    if (at > endOf(scenario)) break
    await world.skipTo(at - leadMs - (steps.length - index) * lessMs)
    turnTo(policies, step.on.slice(0, 10))
    try {
      caseId = (await world.at(at, () => takeStep(world, scenario, step, policies, caseId))) ?? caseId
      const { command, as, input } = step
      if (isImport(command))
        besides.push({
          happening: { at: formatLondon(at), type: 'command', command, as, input },
          after: taken.get(at) ?? 0,
        })
      else taken.set(at, (taken.get(at) ?? 0) + 1)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { command, as } = step
      const happening = { at: formatLondon(at), type: 'command-refused', command, as, error: error.message }
      refused.push({ happening, after: taken.get(at) ?? 0 })
    }
    await world.settled()
  }
  await world.skipTo(endOf(scenario))
  const end = endOf(scenario)
  const timeline = await happened(world.records, [...refused, ...besides], end)
  return { happenings: await happened(world.records, refused, end), timeline, caseId, world }
}

/** An import leaves no command on record. */
const isImport = (command: string): boolean => command === 'importBankHolidays' || command === 'importTermDates'

/** Every role has a holder: those of the file, the others invented. */
export async function peopleWorld(world: World, scenario: Scenario, roles: string[]): Promise<void> {
  const { urn, name, phase, district, denomination } = scenario.school
  await putSchool(world.records, {
    urn,
    name,
    authority: scenario.authority,
    phase,
    district: district ?? null,
    denomination: denomination ?? null,
  })
  for (const role of new Set([...roles, ...Object.keys(scenario.people)])) {
    const given = scenario.people[role]
    if (given === null) continue
    const title = role.replaceAll('-', ' ')
    const email = given?.email === undefined ? `${role}@example.org` : (given.email ?? '')
    await putPerson(world.records, {
      id: role,
      name: given?.name ?? `The ${title}`,
      email,
      authority: scenario.authority,
      roles: [{ role, from: '2000-01-01', to: null, district: null, school: null }],
      away: given?.away ?? [],
    })
  }
}

/** Gives one step to the service; gives the case's id where it opened one. Throws a Refusal. */
export async function takeStep(
  world: World,
  scenario: Scenario,
  step: Scenario['steps'][number],
  policies: Policies,
  caseId: string | null,
): Promise<string | null> {
  const by = { role: step.as, personId: step.as }
  const input = (step.input ?? {}) as Record<string, unknown>
  switch (step.command) {
    case 'importBankHolidays':
    case 'importTermDates': {
      refuseStrangers(scenario, step, policies)
      const rows = step.input as unknown[]
      const done =
        step.command === 'importBankHolidays'
          ? await importBankHolidays(world.records, rows, step.as)
          : await importTermDates(world.records, rows, step.as)
      if (done.changeId !== null)
        for (const change of await changes(world, done.changeId)) await world.cases.calendarChanged(change)
      return null
    }
    case 'replaceSchool': {
      refuseStrangers(scenario, step, policies)
      const change = readReplacement({ on: step.on.slice(0, 10), ...input })
      const { caseIds } = await replaceSchool(world.records, change, step.as)
      await world.cases.schoolReplaced(caseIds, { ...change, as: step.as })
      return null
    }
    case 'openCase':
      return openCase(world, scenario, by, input)
    case 'openYear':
      await openYear(world, scenario, by, input, policies)
      return null
    default:
      if (step.of === 'case') return command(world, scenario, step.command, by, input, policies, caseId)
      await command(world, scenario, step.command, by, input, policies, yearId(scenario, step.of))
      return null
  }
}

/** What is kept besides cases is kept by the authority's own roles: not by a school, nor by those outside. */
function refuseStrangers(
  { authority }: Scenario,
  { as, command }: Scenario['steps'][number],
  policies: Policies,
): void {
  const policy = policies.get(authority)
  const role = policy?.roles[as]
  if (role && !role.school && !role.outside) return
  throw new Refusal(
    `${command} may not be given by the ${policy ? titleOf(policy, as) : as}: it is for the roles of the authority itself`,
    'access',
  )
}

function yearId({ authority, school }: Scenario, of: 'school-year' | 'district-year' | 'authority-year'): string {
  const place = { 'school-year': `-${school.urn}`, 'district-year': `-${school.district}`, 'authority-year': '' }[of]
  return `${authority}${place}-year`
}

async function openYear(
  world: World,
  { authority }: Scenario,
  by: By,
  input: object,
  policies: Policies,
): Promise<void> {
  const read = readCommand('openYear', { authority, ...input })
  if (!read.ok) throw new Refusal(sentenceOf(read.faults), 'input')
  const policy = policies.get(authority)
  const allowance = policy && mayGive(policy, null, read.command, by.role, 'all-through')
  if (allowance && !allowance.allowed) throw new Refusal(allowance.sentence, 'access')
  await world.cases.openYear(by, read.command.input as Input<'openYear'>)
}

async function changes(world: World, id: number) {
  return world.records
    .selectFrom('calendar_changes')
    .select(['id', 'authority', 'summary'])
    .where('id', '=', id)
    .execute()
}

async function openCase(
  world: World,
  scenario: Scenario,
  by: { role: string; personId: string },
  input: Record<string, unknown>,
): Promise<string> {
  const isFields = typeof input === 'object' && !Array.isArray(input)
  const own = { authority: scenario.authority, school: scenario.school.urn }
  const read = readCommand('openCase', isFields ? { ...own, ...input } : input)
  if (!read.ok) throw new Refusal(sentenceOf(read.faults), 'input')
  const opened = await world.cases.open({ by, input: read.command.input as Input<'openCase'> })
  return opened.caseId
}

async function command(
  world: World,
  scenario: Scenario,
  name: string,
  by: { role: string; personId: string },
  input: unknown,
  policies: Policies,
  caseId: string | null,
): Promise<string | null> {
  const read = readCommand(name, input)
  if (!read.ok) throw new Refusal(sentenceOf(read.faults), 'input')
  if (!caseId) throw new Refusal(`There is no case yet: the scenario's first command opens one (openCase)`)
  if (read.command.name === 'reopenCase') {
    const policy = policies.get(scenario.authority)
    const allowance = policy && mayGive(policy, null, read.command, by.role, scenario.school.phase)
    if (allowance && !allowance.allowed) throw new Refusal(allowance.sentence, 'access')
    await world.cases.reopen(caseId, by, read.command.input)
  } else
    await world.cases.command(caseId, read.command.name, by, input ?? {}, `step-${Math.random().toString(36).slice(2)}`)
  return caseId
}
