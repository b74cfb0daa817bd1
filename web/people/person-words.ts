import type { ApiParts } from '../../api/parts.ts'
import { formatDay } from '../../calendar/day.ts'
import { standInOf, titleOf } from '../../cases/roles.ts'
import { districtName, listed } from '../../notifications/plain.ts'
import type { Policy } from '../../policies/policy.ts'
import type { Absence, Person, RoleHeld } from '../../records/people.ts'

/** A person in words: the roles of today, the rest of them, and when they are away. */
export function personShown({ policies, today }: ApiParts, person: Person) {
  const policy = (person.authority !== null && policies.get(person.authority)) || [...policies.values()][0]
  const on = today()
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    authority: person.authority === null ? 'every authority' : (policy?.name ?? person.authority),
    roles: person.roles.map((held) => roleShown(policy, held, on)),
    away: person.away.map((absence) => ({
      name: `${absence.from}/${absence.to}`,
      words: absenceInWords(absence),
      over: absence.to < on,
    })),
    rolesToday: person.roles
      .map((held) => roleShown(policy, held, on))
      .flatMap(({ now, title, where }) => (now ? [where ? `${title} (${where})` : title] : []))
      .join(', '),
    awayAhead: person.away.filter(({ to }) => to >= on).map(absenceInWords),
    awayToday: person.away.some(({ from, to }) => from <= on && on <= to),
    standIns: policy ? standInsFor(policy, person, on) : [],
  }
}

function roleShown(policy: Policy | undefined, { role, from, to, district, school }: RoleHeld, on: string) {
  return {
    title: policy ? titleOf(policy, role) : role,
    where: school ?? (district ? districtName(district) : null),
    school,
    from,
    to,
    now: from <= on && (to === null || on <= to),
  }
}

const absenceInWords = ({ from, to }: Absence): string =>
  from === to ? `on ${formatDay(from)}` : `from ${formatDay(from)} to ${formatDay(to)}`

const phases = ['primary', 'secondary']

/** 'head of SID: deputy (primary) in primary schools': who gets what comes for each role meanwhile. */
function standInsFor(policy: Policy, { roles }: Person, on: string): string[] {
  const held = roles.filter(({ from, to }) => from <= on && (to === null || on <= to)).map(({ role }) => role)
  return [...new Set(held)].map((role) => {
    const found = phases.map((phase) => [phase, standInOf(policy, role, phase)] as const)
    const different = new Set(found.map(([, standIn]) => standIn)).size > 1
    const words = found.flatMap(([phase, standIn]) =>
      standIn ? [`${titleOf(policy, standIn)}${different ? ` for ${phase} schools` : ''}`] : [],
    )
    const manager = policy.roles[role]?.lineManager
    const otherwise = manager ? `the line manager, ${titleOf(policy, manager)}` : 'nobody: it waits'
    return `As ${titleOf(policy, role)}: ${words.length > 0 ? listed([...new Set(words)]) : otherwise}`
  })
}
