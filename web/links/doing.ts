import type { ApiParts } from '../../api/parts.ts'
import { titleOf } from '../../cases/roles.ts'
import type { Form } from '../commands/form.ts'
import type { Giving } from '../commands/giving.ts'
import { givingTo } from '../commands/in-a-case.ts'
import type { Who } from '../who.ts'
import type { Action } from './actions.ts'
import type { Opened } from './opened.ts'

/** Whoever acts by a link: in one role, in one case, as the person it was sent to. */
export function whoBy({ linked, caller, row }: Opened): Who {
  const { personId, person } = linked
  return {
    personId,
    personIds: [personId],
    name: person,
    authority: row.authority,
    roles: [],
    callers: [caller],
    reader: caller,
    ofAuthority: false,
  }
}

/** An action as a form: what the link is bound to is no question, and what is posted instead counts for nothing. */
export async function doing(parts: ApiParts, link: Opened, action: Action): Promise<Giving> {
  const giving = await givingTo(parts, whoBy(link), link.row, action.name)
  const here = `/l/${link.token}`
  return {
    ...giving,
    form: bound(giving.form, action),
    about: { caption: link.linked.card.school.name, back: here, after: here, intro: [asWhom(link)] },
    start: action.fixed,
    input: (typed) => giving.input({ ...typed, ...action.fixed }),
  }
}

function bound(form: Form, { name, fixed }: Action): Form {
  const fields = form.fields.map((field) => (field.id in fixed ? { ...field, control: 'hidden' as const } : field))
  return name === 'acknowledge' ? { ...form, ...promise, fields } : { ...form, fields }
}

/** By a link, a receipt has a button of its own: what is left of an acknowledgement is the promise. */
const promise = { title: 'Promise a day', button: 'Promise this day', done: 'Your promise is on record' }

const asWhom = ({ linked, policy }: Opened): string =>
  `You do this as ${linked.person}, ${titleOf(policy, linked.role)}: it is recorded under that name.`

/** Where an action's form is. */
export const addressOf = ({ token }: Opened, { name, about }: Action): string =>
  `/l/${token}/do/${name}?about=${encodeURIComponent(about)}`
