import type { Day } from '../calendar/day.ts'
import { readCommand, type Command } from '../cases/commands.ts'
import type { LookedUp } from '../cases/duties.ts'
import { expenditureOf } from '../cases/expenditure.ts'
import { yearOfDay } from '../cases/money.ts'
import type { CaseCard } from '../cases/record.ts'
import { reportsExpenditure } from '../cases/reporting-expenditure.ts'
import { dayOf, isSupport, type SupportCommand } from '../cases/support.ts'
import { editionNamed, editionsOf, type Policies } from '../policies/editions.ts'
import { policyFor } from '../policies/year.ts'
import { usesBySchools, usesBySupport } from './capacity-uses.ts'
import { commandEntry, type Entry } from './case-file.ts'
import type { Records } from './database.ts'
import { casesWithSupport } from './expenditure.ts'
import { findPerson } from './people.ts'
import { letterNamed } from './receipts.ts'
import { supportOfCase } from './support.ts'

interface Parts {
  records: Records
  policies: Policies
}

/** What a command names or counts on that only the records, or the documents at hand, know. */
export async function lookUp(parts: Parts, command: Command, card: CaseCard, on: Day, role = ''): Promise<LookedUp> {
  const { records, policies } = parts
  if (command.name === 'assignOfficer') return lookUpPerson(parts, card, command.input.person, on)
  if (command.name === 'adoptPolicy') {
    const found = editionsOf(policies, card.authority).find((one) => one.edition === command.input.edition)
    return found ? { policy: policyFor(found, card.kind) } : {}
  }
  if (command.name === 'acknowledgeReceipt') {
    const letter = await letterNamed(records, card.caseId, command.input.letter, role)
    return letter ? { letter } : {}
  }
  if (command.name === 'correctEntry') {
    const entry = await commandEntry(records, card.caseId, command.input.entry)
    return entry ? { entry, ...(await lookUpCorrected(parts, card, entry, command.input.input)) } : {}
  }
  if (isSupport(command)) {
    const { officer } = command.input
    const found = officer === undefined ? {} : await lookUpPerson(parts, card, officer, on)
    return { ...found, ...(await lookUpUses(parts, card, command, { on, officer: found.person?.id ?? null })) }
  }
  if (command.name === 'completeDuty') return lookUpExpenditure(parts, card, command.input.duty, on)
  const money = moneyOf(parts, card)
  return money && ['openCase', 'reopenCase'].includes(command.name)
    ? { uses: await usesBySchools(records, money, card) }
    : {}
}

/** The person, and whether they hold a role of a school. */
async function lookUpPerson(
  { records, policies }: Parts,
  { authority }: CaseCard,
  named: string,
  on: Day,
): Promise<Pick<LookedUp, 'person'>> {
  const found = await findPerson(records, authority, named, on)
  const policy = policies.get(authority)
  const ofSchool = found?.roles.some(
    (held) => held.from <= on && (!held.to || on <= held.to) && policy?.roles[held.role]?.school,
  )
  return found ? { person: { id: found.id, name: found.name, ofSchool: ofSchool ?? false } } : {}
}

async function lookUpUses(
  parts: Parts,
  card: CaseCard,
  command: SupportCommand,
  { on, officer }: { on: Day; officer: string | null },
): Promise<Pick<LookedUp, 'uses'>> {
  const money = moneyOf(parts, card)
  const period = { on: dayOf(command) ?? on, until: command.input.until ?? null }
  return money ? { uses: await usesBySupport(parts.records, money, card, { ...period, officer }) } : {}
}

/** A corrected support counts in the capacities as a new one does; it stays that officer's. */
async function lookUpCorrected(
  parts: Parts,
  card: CaseCard,
  entry: Entry,
  input: Record<string, unknown>,
): Promise<Pick<LookedUp, 'uses'>> {
  const read = readCommand(entry.command, { ...entry.input, ...input })
  if (!read.ok || !isSupport(read.command)) return {}
  const old = (await supportOfCase(parts.records, card.caseId)).find((one) => one.entry === entry.seq)
  return old ? lookUpUses(parts, card, read.command, old) : {}
}

/** What support cost in the year so far: in the district, where the duty is a district's. */
async function lookUpExpenditure(
  { records, policies }: Parts,
  { authority, edition, kind, school }: CaseCard,
  duty: string,
  on: Day,
): Promise<Pick<LookedUp, 'expenditure'>> {
  const policy = editionNamed(policies, authority, edition)
  if (!policy?.money || !reportsExpenditure(policyFor(policy, kind), duty)) return {}
  const cases = await casesWithSupport(records, { authority, district: school.district, to: on })
  return { expenditure: expenditureOf(policy.money, cases, yearOfDay(policy.money, on).from, on) }
}

function moneyOf({ policies }: Parts, { authority, edition, kind }: CaseCard) {
  const policy = editionNamed(policies, authority, edition)
  return policy && policyFor(policy, kind).money
}
