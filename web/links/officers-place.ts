import type { ApiParts } from '../../api/parts.ts'
import { deadlinesOfLetter } from '../../records/links.ts'
import type { Opened } from './opened.ts'

/**
 * Where the link of an officer leads, who signs in there: to the form that meets what their letter asks for first, where it is one;
 * else to the case.
 */
export async function officersPlace({ records }: ApiParts, { linked, row, policy }: Opened): Promise<string> {
  const place = `/cases/${encodeURIComponent(row.id)}`
  const owed = (await deadlinesOfLetter(records, linked)).find((one) => !one.ended_at && one.owner === linked.role)
  const ruleId = linked.letter.deadlines.find((one) => one.key === owed?.key)?.ruleId
  const { metBy = [] } = policy.deadlines.find(({ id }) => id === ruleId) ?? {}
  const [only, ...others] = metBy
  if (!only || others.length) return place
  const said = new URLSearchParams(only.where).toString()
  return `${place}/commands/${only.command}${said && `?${said}`}`
}
