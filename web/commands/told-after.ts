import type { ApiParts } from '../../api/parts.ts'
import { changeOf } from '../../cases/rehearsed.ts'
import { eventsFor, wholeCase } from '../../api/routes/cases.ts'
import { caseFor } from '../case/case-for.ts'
import type { Who } from '../who.ts'
import type { Told } from '../sessions.ts'
import { followsInWords, type Following } from './follows.ts'
import type { Given, Giving } from './giving.ts'

/** More entries than any one command writes. */
const most = 200

/** What a command came to, for the next page: what happened, what follows and for whom, read from the case file. */
export async function toldAfter(parts: ApiParts, who: Who, { form, policy }: Giving, given: Given): Promise<Told> {
  const title = `${form.done}.`
  if (!given.recorded)
    return {
      kind: 'success',
      title,
      text: 'It is being carried out: what follows from it stands on this page in a moment.',
    }
  const { row, reader } = await caseFor(parts, who, given.caseId)
  const [{ items }, { deadlines }] = await Promise.all([
    eventsFor(parts, row, reader, { after: given.entry, limit: most }),
    wholeCase(parts, row, reader),
  ])
  const next = items.findIndex(({ type }) => type === 'command')
  const own = next < 0 ? items : items.slice(0, next)
  const following = own.flatMap((body): Following[] => {
    const change = changeOf(body.type)
    const row = deadlines.find((one) => one.id === body['deadline'])
    if (!change || !row) return []
    const dayIn = (field: string) => (typeof body[field] === 'string' ? body[field] : null)
    return [
      {
        change,
        title: row.title,
        owner: row.owner,
        due: dayIn('due'),
        from: dayIn('from'),
        provisional: row.provisional,
      },
    ]
  })
  return {
    kind: 'success',
    title,
    follows: [...given.warnings.map((one) => `Beware: ${one}`), ...followsInWords(policy, following)],
  }
}
