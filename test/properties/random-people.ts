import fc from 'fast-check'
import type { CaseState } from '../../cases/state.ts'
import type { Policy } from '../../policies/policy.ts'
import { anyDay } from './random-calendars.ts'

interface Absence {
  from: string
  to: string
}

/** Who holds each role: one person whose id is the role's, or nobody; whether they have a mail address, and when they are away. */
export type People = Record<string, { email: string | null; away: Absence[] } | null>

const later = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const absences = (first: string, last: string): fc.Arbitrary<Absence[]> =>
  fc.array(
    fc.tuple(anyDay(first, last), fc.nat(120)).map(([from, days]) => ({ from, to: later(from, days) })),
    { maxLength: 2 },
  )

/** People of a policy: most roles are held; the administrator's always is, since the last word of every silence goes there. */
export function anyPeople(policy: Policy, first: string, last: string): fc.Arbitrary<People> {
  const person = fc.oneof(
    { weight: 8, arbitrary: absences(first, last).map((away) => ({ away, email: true })) },
    { weight: 1, arbitrary: fc.constant({ away: [] as Absence[], email: false }) },
    { weight: 1, arbitrary: fc.constant(null) },
  )
  const roles = Object.keys(policy.roles)
  return fc.tuple(...roles.map(() => person)).map((all) =>
    Object.fromEntries(
      all.map((one, index) => {
        const role = roles[index] ?? ''
        if (role === 'administrator') return [role, { away: [] as Absence[], email: `${role}@example.org` }]
        return [role, one && { away: one.away, email: one.email ? `${role}@example.org` : null }]
      }),
    ),
  )
}

/** Whether somebody holds the role and is away on that day. */
export const isAwayOn = (people: People, role: string, on: string): boolean =>
  people[role]?.away.some((one) => one.from <= on && on <= one.to) ?? false

/** Who is written to for a role, as the records look it up: the holder, a stand-in, the managers; the holder all the same; nobody. */
export function reached(policy: Policy, people: People, state: CaseState, role: string, on: string): Reached[] {
  if (role === 'improvement-coordinator' && state.coordinator)
    return [
      {
        id: `improvement-coordinator-${state.school.urn}`,
        name: state.coordinator.name,
        address: state.coordinator.email,
      },
    ]
  const holder = state.assignments[role] ?? role
  const of = (id: string): Reached[] => {
    const address = people[id]?.email
    return address ? [{ id, name: `The ${id.replaceAll('-', ' ')}`, address }] : []
  }
  if (!people[holder]) return []
  if (!isAwayOn(people, holder, on)) return of(holder)
  const seen: string[] = []
  for (let one: string | null | undefined = role; one && !seen.includes(one); one = policy.roles[one]?.lineManager) {
    seen.push(one)
    const standIn = policy.roles[one]?.standIn
    const instead = typeof standIn === 'string' ? standIn : standIn?.[state.school.phase]
    const tried = one === role ? [instead] : [one, instead]
    const found = tried.find((each) => each && people[each] && !isAwayOn(people, each, on))
    if (found) return of(found)
  }
  return of(holder)
}

export interface Reached {
  id: string
  name: string
  address: string
}
