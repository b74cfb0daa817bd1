import type { Day } from '../calendar/day.ts'
import type { Command } from '../cases/commands.ts'
import type { LookedUp } from '../cases/duties.ts'
import type { CaseCard } from '../cases/record.ts'
import { editionsOf, type Policies } from '../policies/editions.ts'
import { policyFor } from '../policies/year.ts'
import { commandEntry } from './case-file.ts'
import type { Records } from './database.ts'
import { findPerson } from './people.ts'

/** The commands that name what only the records, or the documents at hand, know. */
export async function lookUp(
  { records, policies }: { records: Records; policies: Policies },
  command: Command,
  card: CaseCard,
  on: Day,
): Promise<LookedUp> {
  if (command.name === 'assignOfficer') {
    const found = await findPerson(records, card.authority, command.input.person, on)
    const policy = policies.get(card.authority)
    const ofSchool = found?.roles.some(
      (held) => held.from <= on && (!held.to || on <= held.to) && policy?.roles[held.role]?.school,
    )
    return found ? { person: { id: found.id, name: found.name, ofSchool: ofSchool ?? false } } : {}
  }
  if (command.name === 'adoptPolicy') {
    const found = editionsOf(policies, card.authority).find((one) => one.edition === command.input.edition)
    return found ? { policy: policyFor(found, card.kind) } : {}
  }
  if (command.name === 'correctEntry') {
    const entry = await commandEntry(records, card.caseId, command.input.entry)
    return entry ? { entry } : {}
  }
  return {}
}
