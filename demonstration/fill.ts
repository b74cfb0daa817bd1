import type { Policies } from '../policies/policies.ts'
import { inventedPeople, inventedSchools } from './people.ts'
import { stories, type Story } from './stories.ts'

/** Calls the API as a role, with a key that makes a repeat have one effect. */
export type Call = (
  role: string,
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: unknown,
  key?: string,
) => Promise<unknown>

/**
 * Fills an empty service with invented people, schools and cases, through the API and by the same commands as any case. A repeat
 * goes on where an earlier try stopped.
 */
export async function fill(call: Call, policies: Policies, today: string): Promise<void> {
  const told = stories(today)
  const authorities = new Set(told.map((story) => story.authority))
  const people = [...policies.values()].filter((policy) => authorities.has(policy.authority)).flatMap(inventedPeople)
  for (const person of people) await call('administrator', 'PUT', `/api/people/${person.id}`, person)
  for (const school of inventedSchools) {
    const authority = told.find((story) => story.urn === school.urn)?.authority
    const domain = school.name.toLowerCase().split(' ').slice(0, 2).join('-')
    const headteacher = { name: `Head Example (${school.urn})`, email: `headteacher@${domain}.example` }
    const chairOfGovernors = { name: `Chair Example (${school.urn})`, email: `chair@${domain}.example` }
    await call('administrator', 'PUT', `/api/schools/${school.urn}`, {
      ...school,
      authority,
      headteacher,
      chairOfGovernors,
    })
  }
  for (const story of told) await tell(call, story)
}

async function tell(call: Call, { urn, authority, level, reasons, summary, commands }: Story): Promise<void> {
  const key = `demonstration-${urn}`
  const opened = (await call(
    'dsim',
    'POST',
    '/api/cases',
    { authority, school: urn, level, reasons, summary },
    key,
  )) as { caseId: string }
  for (const [index, [role, command, input]] of commands.entries()) {
    await call(role, 'POST', `/api/cases/${opened.caseId}/commands/${command}`, input, `${key}-${index}`)
  }
}
