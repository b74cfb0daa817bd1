import { partTitles, subjectTitles } from '../../policies/differences-in-words.ts'
import type { Difference } from '../../policies/different-fields.ts'

/** Differences under a heading for each part of the policy and each subject, in their order. */
export function bySubject(differences: readonly Difference[]) {
  const headings = Map.groupBy(
    differences,
    ({ of, about }) => `${partTitles[of]}: ${subjectTitles[about].toLowerCase()}`,
  )
  return [...headings].map(([heading, found]) => ({ heading, sentences: found.map((one) => one.sentence) }))
}
