import type { LetterWords } from './letter-words.ts'

/** A letter in a mail: its words, and what stands above and beside them. */
interface Section {
  words: LetterWords
  state: string
  ask: string
}

/** One of the schools of which the same is told. */
interface Place {
  school: string
  reference: string
  link: string
}

/** Of how many schools the same must be told to be told once: fewer are easier to read one by one. */
const fewest = 4

const chases = ['reminder', 'overdue', 'escalation']

/** What a section says besides its school; nothing where it is not one that may be told of several. */
function sayingOf({ words, state, ask }: Section): string | undefined {
  const { letter, kind, deadlines, notices } = words
  if (!chases.includes(kind) || deadlines.length !== 1) return undefined
  return JSON.stringify([letter, kind, deadlines, notices, state, ask])
}

const placeOf = ({ words: { school, reference, link } }: Section): Place => ({ school, reference, link })

/**
 * The sections of a mail, where the same of many schools is told once with the schools in a list: whoever owes a visit to each of
 * sixty schools gets a page, not sixty. `subjectOf` writes a section's heading anew for its words.
 */
export function toldOnce<S extends Section>(
  sections: readonly S[],
  subjectOf: (section: S) => string,
): (S & { places: Place[]; subject: string })[] {
  const single = (section: S, subject: string) => ({ ...section, places: [] as Place[], subject })
  const groups = Map.groupBy(sections, (section) => sayingOf(section) ?? section)
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike
    if (!first || alike.length < fewest) return alike.map((one) => single(one, subjectOf(one)))
    const words = { ...first.words, school: `${new Set(alike.map(({ words: { school } }) => school)).size} schools` }
    const together = { ...first, words: { ...words, link: '' } }
    return [{ ...together, places: alike.map(placeOf), subject: subjectOf(together) }]
  })
}
