import type { Letter } from '../../cases/letters.ts'
import type { AddressedLetter, Sender } from '../../notifications/mail.ts'
import { sampleLetters } from '../../notifications/preview.ts'
import { loadPolicies } from '../../policies/policies.ts'
import type { Policy } from '../../policies/policy.ts'

export const sender: Sender = {
  publicUrl: 'https://interventions.example.org/',
  linkKeys: ['a key that only tests sign links with'],
  mailFrom: 'Interventions <interventions@mail.example.org>',
}

const found = loadPolicies().get('staffordshire')
if (!found) throw new Error('There is no policy of staffordshire')
export const policy: Policy = found

export const samples = sampleLetters(policy)

/** The sample of a letter, with some of its fields changed. */
export function sample(letter: string, changes: Partial<Letter> = {}): AddressedLetter {
  const one = samples.find((each) => each.letter.letter === letter)
  if (!one) throw new Error(`There is no sample of "${letter}"`)
  return { ...one, letter: { ...one.letter, ...changes } }
}

/** What a reader of the HTML sees. */
export const seen = (html: string): string =>
  html
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#96;', '`')
    .replaceAll('&#92;', '\\')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim()

export const oneLineOf = (text: string): string => text.replace(/\s+/g, ' ')

/** The words of a text, each once: both forms of a mail must have the same. */
export const wordsOf = (text: string): string[] => [...new Set(text.match(/[\p{L}\p{N}'@:/.-]*[\p{L}\p{N}]/gu))].sort()
