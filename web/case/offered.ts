import type { Offer } from '../../cases/offers.ts'
import { groups, wordsOf, type Group } from '../commands/words.ts'

/** What somebody may do in a case now, by what it is about. */
export function offeredInGroups(caseId: string, offers: readonly Offer[]) {
  return (Object.keys(groups) as Group[])
    .map((group) => ({
      title: groups[group],
      commands: offers
        .filter(({ name }) => wordsOf(name).group === group)
        .map(({ name }) => ({
          text: wordsOf(name).title,
          href: `/cases/${encodeURIComponent(caseId)}/commands/${name}`,
        })),
    }))
    .filter(({ commands }) => commands.length > 0)
}
