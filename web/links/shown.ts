import type { ApiParts } from '../../api/parts.ts'
import { formatDay } from '../../calendar/day.ts'
import { londonDay } from '../../calendar/london.ts'
import { titleOf } from '../../cases/roles.ts'
import { letterOnPage } from '../../notifications/render.ts'
import { addressedTo } from '../../records/addressing.ts'
import type { DeadlineDetails } from '../../records/case-file.ts'
import { deadlinesOfLetter } from '../../records/links.ts'
import { receiptOf } from '../../records/receipts.ts'
import { calendarsHere } from '../calendars.ts'
import { wordsOf } from '../commands/words.ts'
import { dueWords } from '../due-words.ts'
import { actionsBy, type Action } from './actions.ts'
import { addressOf, doing } from './doing.ts'
import type { Opened } from './opened.ts'

/** The letter of a link as it was sent, what it speaks of as that stands now, and whether its receipt is on record. */
export async function letterShown(parts: ApiParts, opened: Opened) {
  const { linked, row, policy, title } = opened
  const { letter, card, key, person, address, standsInFor } = linked
  const addressed = addressedTo(parts.post, card, letter, { key, name: person, address, standsInFor })
  const onPage = letterOnPage(addressed, parts.post)
  const calendar = (await calendarsHere(parts))(row.authority)
  const deadlines = await deadlinesOfLetter(parts.records, linked)
  const actions = await actionsBy(parts, opened)
  const [deed] = actions.filter((one) => !one.besides)
  return {
    title: onPage.subject,
    letter: onPage,
    here: `/l/${opened.token}`,
    school: card.school.name,
    person,
    role: title,
    standsInFor,
    sentOn: londonDay((linked.sentAt ?? linked.at).getTime()),
    receipt: await receiptOf(parts.records, row.id, key),
    closed: row.status === 'closed',
    deed: deed ? await formShown(parts, opened, deed) : null,
    deadlines: deadlines.map((one) => ({
      actions: actions
        .filter((action) => action.about === one.key && action !== deed)
        .map((action) => ({ title: titleOfAction(action), href: addressOf(opened, action), besides: action.besides })),
      key: one.key,
      title: one.title,
      due: one.due,
      owner: titleOf(policy, one.owner),
      own: one.owner === linked.role,
      why: one.why,
      rule: one.rule,
      words: one.ended_at ? null : dueWords(calendar, one, parts.today()),
      asked: (one.details as unknown as DeadlineDetails).asked ?? null,
      ended: one.ended_at ? endedWords(one.status, londonDay(one.ended_at.getTime())) : null,
    })),
  }
}

/** The form of the deed stands on the page itself: nothing has to be looked for. */
async function formShown(parts: ApiParts, opened: Opened, action: Action) {
  const { form, start } = await doing(parts, opened, action)
  const rows = Object.fromEntries(form.fields.filter(({ control }) => control === 'rows').map(({ id }) => [id, 2]))
  return { form, typed: start, rows, about: action.about, address: addressOf(opened, action), key: crypto.randomUUID() }
}

const titleOfAction = ({ name }: Action): string => (name === 'acknowledge' ? 'Promise a day' : wordsOf(name).title)

const endedWords = (status: string, on: string): string =>
  `${status === 'met' ? 'Recorded as done' : 'No longer owed'} on ${formatDay(on)}`
