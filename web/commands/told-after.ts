import type { ApiParts } from '../../api/parts.ts'
import { changeOf } from '../../cases/rehearsed.ts'
import { deadlinesOf, readEvents } from '../../records/reading.ts'
import type { Told } from '../sessions.ts'
import { followsInWords, type Following } from './follows.ts'
import type { Given, Giving } from './giving.ts'

/** More entries than any one command writes. */
const most = 200

/** What a command came to, for the next page: what happened, what follows and for whom, read from the case file. */
export async function toldAfter({ records }: ApiParts, { form, policy }: Giving, given: Given): Promise<Told> {
  const title = `${form.done}.`
  if (!given.recorded)
    return {
      kind: 'success',
      title,
      text: 'It is being carried out: what follows from it stands on this page in a moment.',
    }
  const [entries, deadlines] = await Promise.all([
    readEvents(records, given.caseId, { after: given.entry - 1, limit: most }),
    deadlinesOf(records, given.caseId, true),
  ])
  const [, ...rest] = entries
  const next = rest.findIndex(({ type }) => type === 'command')
  const own = next < 0 ? rest : rest.slice(0, next)
  const following = own.flatMap(({ type, body }): Following[] => {
    const change = changeOf(type)
    const row = deadlines.find(({ key }) => key === body['key'])
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
