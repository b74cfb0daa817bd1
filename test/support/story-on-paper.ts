import { expect, it } from 'vitest'
import { formatLondon, londonInstant, parseLondon } from '../../calendar/london.ts'
import { blankCase } from '../../cases/blank-case.ts'
import { reckonAllAgain } from '../../cases/calendar-change.ts'
import { readCommand, sentenceOf, type Command } from '../../cases/commands.ts'
import { decide } from '../../cases/decide.ts'
import type { LookedUp } from '../../cases/duties.ts'
import type { CaseEvent } from '../../cases/events.ts'
import type { Letter } from '../../cases/letters.ts'
import { caseOnPaper, type Brought } from '../../cases/on-paper.ts'
import { mayGive } from '../../cases/permissions.ts'
import { Refusal } from '../../cases/refusal.ts'
import { replaceSchool } from '../../cases/replaced-school.ts'
import { titleOf } from '../../cases/roles.ts'
import { shippedBankHolidays, shippedTerms } from '../../calendar/shipped.ts'
import { loadPolicies, type Policies } from '../../policies/policies.ts'
import { calendarsOf } from '../../records/calendar.ts'
import { proposeBankHolidays, proposeTerms, readBankHolidays, readTerms } from '../../records/calendar-proposals.ts'
import { entryHappening, type Happening } from '../../records/happening.ts'
import type { Person } from '../../records/holders.ts'
import { readReplacement, readScenario, type Scenario } from '../../simulate/scenario.ts'
import { postOnPaper } from './post-on-paper.ts'
import { scenarioOf, storyOf, type Story, type Telling } from './telling.ts'

export { ashfield, opens, type Step, type Story } from './telling.ts'

/** A test that asks the records or Temporal, which a story on paper does not have. */
export const itOnRecord = it.skip

/**
 * Tells a story by the rules alone: the same policy, calendar, people and steps as `story.ts`, and what happens is the same, but
 * without a server, database or post. So quick that mutants are put to the stories (vitest.mutation.config.ts).
 */
export function storyteller() {
  return async function tell({ policies = loadPolicies(), ...telling }: Telling): Promise<Story> {
    const scenario = readScenario(scenarioOf(telling), 'story')
    return whenAsked(() => storyOf(play(scenario, policies)))
  }
}

/**
 * A story that is played when a test asks. While Stryker finds out which test covers what, each test plays it anew, so that all of
 * it counts as covered by each; with a mutant in place, and everywhere else, once is enough.
 */
function whenAsked(tellIt: () => Story): Story {
  let told: { by: string | undefined; story: Story } | undefined
  const story = () => {
    const stryker = (globalThis as { __stryker__?: { activeMutant?: string } }).__stryker__
    const by = stryker && stryker.activeMutant === undefined ? expect.getState().currentTestName : undefined
    if (!told || told.by !== by) told = { by, story: tellIt() }
    return told.story
  }
  return new Proxy({} as Story, { get: (_, property) => Reflect.get(story(), property) as unknown })
}

function play(scenario: Scenario, policies: Policies): Happening[] {
  const policy = policies.get(scenario.authority)!
  const { urn, name, phase, district = null, denomination = null } = scenario.school
  const school = { urn, name, phase, district, denomination }
  const facts = { bankHolidays: shippedBankHolidays(), terms: shippedTerms() }
  const calendar = () => calendarsOf(facts)(policy.authority, policy.calendar, paper.state().school.urn)
  const caseId = `${policy.authority}-${urn}-1`
  const first = calendarsOf(facts)(policy.authority, policy.calendar, urn)
  const paper = caseOnPaper(policy, first, blankCase(policy, school, caseId))
  const people = peopleOf(scenario, Object.keys(policy.roles))
  const mailsOf = postOnPaper(policies, people, paper)
  const happenings: Happening[] = []
  const events: CaseEvent[] = []
  const letters: Letter[] = []
  let begun = false

  function keep(brought: Brought): void {
    events.push(...brought.events)
    letters.push(...brought.letters)
    happenings.push(...brought.events.map(entryHappening), ...mailsOf(brought.letters))
  }

  function passTo(at: number): void {
    for (let next = paper.next(); next !== undefined && Date.parse(next) < at; next = paper.next()) keep(paper.pass()!)
  }

  function take(step: Scenario['steps'][number], at: string): Brought | undefined {
    const input = (step.input ?? {}) as Record<string, unknown>
    switch (step.command) {
      case 'importBankHolidays': {
        const { merged, added, moved, summary } = proposeBankHolidays(facts.bankHolidays, readBankHolidays(step.input))
        facts.bankHolidays = merged
        return added.length + moved.length ? changed(summary, at) : undefined
      }
      case 'importTermDates': {
        const { merged, changes, authority, summary } = proposeTerms(facts.terms, readTerms(step.input))
        facts.terms = merged
        return changes.length && (authority ?? policy.authority) === policy.authority ? changed(summary, at) : undefined
      }
      case 'replaceSchool': {
        const change = readReplacement({ on: step.on.slice(0, 10), ...input })
        return paper.turn(at, 'calendar', null, (turn) => replaceSchool(turn, { ...change, school }))
      }
      case 'openCase':
        return commanded(step.as, step.command, { authority: policy.authority, school: urn, ...input }, at)
      default:
        return commanded(step.as, step.command, input, at)
    }
  }

  function changed(summary: string, at: string): Brought | undefined {
    paper.useCalendar(calendar())
    if (!begun || paper.state().status === 'closed') return undefined
    return paper.turn(at, 'calendar', null, (turn) => reckonAllAgain(turn, summary))
  }

  function commanded(role: string, name: string, input: unknown, at: string): Brought {
    const read = readCommand(name, input)
    if (!read.ok) throw new Refusal(sentenceOf(read.faults), 'input')
    if (!begun && name !== 'openCase')
      throw new Refusal(`There is no case yet: the scenario's first command opens one (openCase)`)
    if (begun && name === 'openCase' && paper.state().status === 'open')
      throw new Refusal(`A case of this school is open: ${caseId}`)
    const asked = ['openCase', 'reopenCase'].includes(name) ? null : paper.state()
    const allowance = mayGive(policy, asked, read.command, role, phase)
    if (!allowance.allowed) throw new Refusal(allowance.sentence, 'access')
    const looked = { ...lookedUp(read.command), ...absence(role, name, at.slice(0, 10), allowance.onlyWhileAway) }
    const brought = paper.turn(at, 'command', { role, personId: role }, (turn) => decide(turn, read.command, looked))
    begun = true
    return brought
  }

  function absence(role: string, command: string, on: string, absent?: string): LookedUp {
    if (!absent) return {}
    const holder = people.find((one) => one.id === absent)
    if (!holder?.away.some((one) => one.from <= on && on <= one.to))
      throw new Refusal(
        `The ${titleOf(policy, absent)} is not away on ${on}: only while they are may the ${titleOf(policy, role)} give ${command}`,
        'access',
      )
    return { absent: { role: absent, people: [holder.name] } }
  }

  function lookedUp(command: Command): LookedUp {
    if (command.name === 'assignOfficer') {
      const named = command.input.person
      const found = people.find((one) => [one.id, one.email, one.name].includes(named))
      const ofSchool = policy.roles[found?.id ?? '']?.school ?? false
      return found ? { person: { id: found.id, name: found.name, ofSchool } } : {}
    }
    if (command.name !== 'correctEntry') return {}
    const entry = events.find((one) => one.type === 'command' && one.seq === command.input.entry)
    if (!entry || entry.command === 'replaceSchool') return {}
    const corrections = events.flatMap((one) => {
      const given = one.input as { entry?: number; input: object } | undefined
      return one.command === 'correctEntry' && given?.entry === command.input.entry ? [given.input] : []
    })
    const told = [...new Set(letters.filter((one) => one.entry === entry.seq).map((one) => one.to))].sort()
    const input = Object.assign({}, entry.input as object, ...corrections) as Record<string, unknown>
    return { entry: { seq: entry.seq, command: String(entry.command), input, told } }
  }

  const until = scenario.until.includes('T') ? parseLondon(scenario.until) : londonInstant(scenario.until, '23:59')
  for (const step of [...scenario.steps].sort((a, b) => parseLondon(a.on) - parseLondon(b.on))) {
    const ms = parseLondon(step.on)
    if (ms > until) break
    passTo(ms)
    const at = formatLondon(ms)
    try {
      const brought = take(step, at)
      if (brought) keep(brought)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      happenings.push({ at, type: 'command-refused', command: step.command, as: step.as, error: error.message })
    }
  }
  passTo(until + 1)
  return inOrder(happenings)
}

const order = (one: Happening): number => (one.type === 'command-refused' ? 0 : one.type === 'mail' ? 2 : 1)

const inOrder = (happenings: Happening[]): Happening[] =>
  [...happenings].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || order(a) - order(b))

/** Every role has a holder: those of the story, the others invented. */
function peopleOf(scenario: Scenario, roles: string[]): Person[] {
  return [...new Set([...roles, ...Object.keys(scenario.people)])].flatMap((role) => {
    const given = scenario.people[role]
    if (given === null) return []
    return [
      {
        id: role,
        name: given?.name ?? `The ${role.replaceAll('-', ' ')}`,
        email: given?.email === undefined ? `${role}@example.org` : (given.email ?? ''),
        authority: scenario.authority,
        roles: [{ role, from: '2000-01-01', to: null, district: null, school: null }],
        away: given?.away ?? [],
      },
    ]
  })
}
