import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { shippedBankHolidays, shippedTerms } from '../calendar/shipped.ts'
import { readTermDates } from '../calendar/terms.ts'
import type { Policies } from '../policies/policies.ts'
import { importTermDates } from '../records/calendar.ts'
import type { Records } from '../records/database.ts'
import { getPerson, putPerson, type Person } from '../records/people.ts'
import { id, personToPutSchema } from './schemas.ts'

const peopleFile = z.array(personToPutSchema.safeExtend({ id }))

/** What an authority may lay beside its data before a start: its people, its term dates. */
export interface OwnFiles {
  people: Person[]
  /** A CSV of term dates. */
  terms: string | null
}

/**
 * Reads `people.yaml` and `term-dates.csv` of the data folder where they are, and checks the dates that come with the service.
 * Throws with a sentence that names the file, the line and the reason.
 */
export function readOwnFiles(dataDir: string, policies: Policies): OwnFiles {
  shippedBankHolidays()
  shippedTerms()
  return {
    people: readPeople(join(dataDir, 'people.yaml'), policies),
    terms: readTerms(join(dataDir, 'term-dates.csv'), policies),
  }
}

function readTerms(file: string, policies: Policies): string | null {
  if (!existsSync(file)) return null
  const csv = readFileSync(file, 'utf8')
  const read = readTermDates(csv)
  if (!read.ok) throw new Error(`${file}: ${read.reason}`)
  const unknown = read.terms.findIndex((term) => !policies.has(term.authority))
  if (unknown >= 0)
    throw new Error(
      `${file}: line ${unknown + 2}: authority "${read.terms[unknown]?.authority}" is not one of ${[...policies.keys()].join(', ')}`,
    )
  return csv
}

function readPeople(file: string, policies: Policies): Person[] {
  if (!existsSync(file)) return []
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines })
  const lineOf = (path: PropertyKey[]): number => {
    const node = path
      .map((_, depth) => document.getIn(path.slice(0, path.length - depth), true))
      .find((one) => one !== undefined)
    const range = (node as { range?: [number, number, number] } | undefined)?.range
    return range ? lines.linePos(range[0]).line : 1
  }
  const error = document.errors[0]
  if (error) throw new Error(`${file}: line ${error.linePos?.[0].line ?? 1}: ${error.message.split('\n')[0]}`)
  const read = peopleFile.safeParse(document.toJS() ?? [])
  const issue = read.error?.issues[0]
  if (!read.success)
    throw new Error(`${file}: line ${lineOf(issue?.path ?? [])}: ${issue?.path.join('.')}: ${issue?.message}`)
  return read.data.map((one, index) =>
    personOf(one, (path, why) => `${file}: line ${lineOf([index, ...path])}: ${why}`, policies),
  )
}

function personOf(
  given: z.output<typeof peopleFile>[number],
  at: (path: PropertyKey[], why: string) => string,
  policies: Policies,
): Person {
  const { name, email } = given
  const authority = given.authority ?? null
  const policy = authority === null ? undefined : policies.get(authority)
  if (authority !== null && !policy)
    throw new Error(at(['authority'], `authority "${authority}" is not one of ${[...policies.keys()].join(', ')}`))
  const known = new Set((policy ? [policy] : [...policies.values()]).flatMap((one) => Object.keys(one.roles)))
  const roles = given.roles.map((held, index) => {
    if (known.size > 0 && !known.has(held.role))
      throw new Error(
        at(['roles', index, 'role'], `"${held.role}" is no role of the policy: those are ${[...known].join(', ')}`),
      )
    return {
      role: held.role,
      from: held.from,
      to: held.to ?? null,
      district: held.district ?? null,
      school: held.school ?? null,
    }
  })
  return { id: given.id, name, email, authority, roles, away: given.away }
}

/** Puts on record whom the records do not know yet, and term dates as an import does: what is on record is never overridden or erased. */
export async function applyOwnFiles(records: Records, own: OwnFiles): Promise<void> {
  for (const person of own.people) if (!(await getPerson(records, person.id))) await putPerson(records, person)
  if (own.terms !== null) await importTermDates(records, own.terms, null)
}
