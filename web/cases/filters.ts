import type { Request } from 'express'
import type * as z from 'zod'
import { seesLevels } from '../../access/secrecy.ts'
import { casesQuery } from '../../api/cases.ts'
import type { ApiParts } from '../../api/parts.ts'
import { readPart } from '../../api/read-part.ts'
import { districtName } from '../../notifications/plain.ts'
import { filtersIn } from '../cursor.ts'
import type { Who } from '../who.ts'

interface Choice {
  value: string
  text: string
}

/** What the cases can be narrowed by; of each authority that somebody acts in. */
export interface Choices {
  status: Choice[]
  level: Choice[]
  district: Choice[]
  overdue: Choice[]
  officer: Choice[]
}

const statuses: Choice[] = [
  { value: 'open', text: 'Open' },
  { value: 'closed', text: 'Closed' },
  { value: 'all', text: 'Open and closed' },
]

export function choicesFor({ policies }: ApiParts, who: Who): Choices {
  const here = [...policies.values()].filter(({ authority }) => who.authority === null || authority === who.authority)
  const known = here.filter(({ authority }) => seesLevels(policies, who.reader, authority))
  return {
    status: statuses,
    level: distinct(known.flatMap(({ levels }) => levels.map(({ id, name }) => ({ value: id, text: name })))),
    district: distinct(here.flatMap((policy) => policy.districts.map((id) => ({ value: id, text: districtName(id) })))),
    overdue: [{ value: 'true', text: 'Something is overdue' }],
    officer: who.ofAuthority ? [{ value: who.personId, text: 'Assigned to you' }] : [],
  }
}

const distinct = (choices: Choice[]): Choice[] => [...new Map(choices.map((one) => [one.value, one])).values()]

/** The filters as the page shows them, and the query that they come to: open cases where nothing is said. */
export function readFilters(request: Request) {
  const { status = 'open', ...asked } = filtersIn(request)
  const wanted = { ...asked, ...(status !== 'all' && { status }), order: 'next-deadline' }
  const query = readPart(casesQuery, wanted) as z.output<typeof casesQuery>
  return { query, shown: { ...asked, status } as Record<string, unknown> }
}

/** What has been narrowed by, in words, each with the address of the page without it. */
export function selectedFilters(request: Request, shown: Record<string, unknown>, choices: Choices) {
  const named = Object.entries(choices).flatMap(([name, list]) =>
    (list as Choice[])
      .filter(({ value }) => name !== 'status' && shown[name] === value)
      .map(({ text }) => ({ name, text })),
  )
  const { text } = shown
  const all = [...(typeof text === 'string' ? [{ name: 'text', text: `“${text}”` }] : []), ...named]
  return all.map((one) => ({ text: one.text, href: addressWithout(request, one.name) }))
}

function addressWithout(request: Request, name: string): string {
  const { pathname, searchParams } = new URL(request.originalUrl, 'http://here')
  for (const gone of [name, 'cursor']) searchParams.delete(gone)
  return `${pathname}?${searchParams}`
}
