import type { Request, Response } from 'express'
import type { ApiParts } from '../../api/parts.ts'
import { putAway } from '../../api/people.ts'
import { Problem, type Fault } from '../../api/problem.ts'
import { isDay } from '../../calendar/day.ts'
import type { Absence, Person } from '../../records/people.ts'
import { asSomebody } from '../commands/as-somebody.ts'
import { dayField } from '../fields.ts'
import { inputFrom } from '../commands/posted.ts'
import { typedBefore, typedIn, type Typed } from '../drafts.ts'
import { mayKeep } from '../keeping.ts'
import { page, tellNext } from '../page.ts'
import { signedIn } from '../who.ts'
import { personShown } from './person-words.ts'

const from = dayField('from', 'First day away', 'For example, 27 3 2026')
const to = dayField('to', 'Last day away')

/** A person's page; with the form for absences, for those who may say when they are away. */
export async function showPerson(
  parts: ApiParts,
  request: Request,
  response: Response,
  person: Person,
  typed: Typed = typedBefore(request)?.fields ?? {},
  faults: Fault[] = [],
): Promise<void> {
  const who = signedIn(request)
  const facts = {
    title: person.name,
    person: personShown(parts, person),
    mayKeepAbsences: who.personIds.includes(person.id) || mayKeep(parts, who, 'absences', person.authority),
    from,
    to,
    typed,
    faults: faults.map((fault) => ({ ...fault, field: `${fault.field}-day` })),
    errors: Object.fromEntries(faults.map(({ field, message }) => [field, message])),
  }
  page(response, 'people/person.njk', facts, faults.length > 0 ? 400 : 200)
}

/** Adds an absence, or takes one away: `PUT /api/people/{personId}/absences`. */
export async function changeAbsences(
  parts: ApiParts,
  request: Request,
  response: Response,
  person: Person,
): Promise<void> {
  const typed = typedIn(request)
  const faults = typed['remove'] === undefined ? faultsIn(typed) : []
  if (faults.length > 0) return showPerson(parts, request, response, person, typed, faults)
  const who = signedIn(request)
  const away = typed['remove'] === undefined ? withAbsence(person, absenceIn(typed)) : without(person, typed['remove'])
  const self = who.personIds.includes(person.id)
  await asSomebody(who.callers, (caller) => putAway(parts, person, away, caller, self))
  tellNext(request, {
    kind: 'success',
    title: `It is on record when ${person.name} is away`,
    text: 'What comes for them on those days goes to whoever stands in, with both names on record.',
  })
  response.redirect(303, `/people/${encodeURIComponent(person.id)}`)
}

const absenceIn = (typed: Typed): Absence => inputFrom({ fields: [from, to] }, typed) as unknown as Absence

function faultsIn(typed: Typed): Fault[] {
  const absence = absenceIn(typed)
  const wrong = [from, to].flatMap(({ id, label }) =>
    isDay(String(absence[id as keyof Absence])) ? [] : [{ field: id, message: `“${label}” must be a day that exists` }],
  )
  if (wrong.length > 0) return wrong
  return absence.to < absence.from ? [{ field: 'to', message: '“Last day away” lies before the first' }] : []
}

/** The same absence given twice, as by a button pressed twice, is one. */
const withAbsence = ({ away }: Person, added: Absence): Absence[] => [
  ...away.filter(({ from, to }) => from !== added.from || to !== added.to),
  added,
]

/** The absences without one of them, which is named as it stood on the page. */
function without({ away }: Person, named: Typed[string]): Absence[] {
  const left = away.filter((absence) => `${absence.from}/${absence.to}` !== named)
  if (left.length === away.length)
    throw new Problem(409, 'That absence is not on record any more: somebody has changed it meanwhile')
  return left
}
