import { messageIdOf } from '../../notifications/identity.ts'
import type { AddressedLetter } from '../../notifications/mail.ts'
import type { Posted } from './stories-on-paper.ts'

export interface PaperMail {
  id: string
  /** The letters in it, as the records name them. */
  keys: string[]
  to: string
}

/** The mails of a moment: what may be gathered for one person is one mail, everything else a mail of its own. */
export function mailsOf(posted: Posted[]): PaperMail[] {
  const bundles = new Map<string, { keys: string[]; to: Posted['to'][number] }>()
  for (const { letter, to } of posted)
    for (const one of to) {
      const bundle = letter.gather ? one.address : `${letter.key} ${one.id}`
      const known = bundles.get(bundle) ?? { keys: [], to: one }
      bundles.set(bundle, { keys: [...known.keys, `${letter.key}/${one.id}`], to: known.to })
    }
  return [...bundles.values()].map(({ keys, to }) => {
    const letters = keys.map((key) => ({ letter: { key }, recipient: { name: to.name, address: to.address } }))
    return { id: messageIdOf(letters as AddressedLetter[], 'interventions@example.org'), keys, to: to.address }
  })
}
