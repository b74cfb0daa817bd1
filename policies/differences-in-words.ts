import { formatDay } from '../calendar/day.ts'
import { differencesBetween } from './differences.ts'
import type { Difference } from './different-fields.ts'
import type { Policy } from './policy.ts'
import type { CaseKind } from './year.ts'

/** What a difference is about, as a heading. */
export const subjectTitles: Record<Difference['about'], string> = {
  levels: 'Levels',
  deadlines: 'What is owed',
  ladders: 'Who hears when nothing happens',
  roles: 'People',
  permissions: 'Who may',
  letters: 'Who is told',
  law: 'The law',
  money: 'Days and money',
  words: 'Reasons for concern',
  promises: 'The code of practice',
  settings: 'Settings',
}

/** The parts of a policy, as headings. */
export const partTitles: Record<CaseKind, string> = {
  intervention: 'Schools causing concern',
  'school-year': 'The year of a school',
  'district-year': 'The year of a district',
  'authority-year': 'The year of the authority',
}

const editionOf = ({ name, edition, inForceFrom }: Policy): string =>
  `${name}, edition ${edition} (in force from ${formatDay(inForceFrom)})`

/** What the second says otherwise than the first, as a page of text: a heading for each part and subject, a line for each difference. */
export function differencesInWords(before: Policy, after: Policy): string {
  const all = differencesBetween(before, after)
  const headings = Map.groupBy(all, ({ of, about }) => `${partTitles[of]}: ${subjectTitles[about].toLowerCase()}`)
  const sections = [...headings].flatMap(([heading, found]) => [
    '',
    heading,
    ...found.map((one) => `- ${one.sentence}`),
  ])
  const count = all.length === 1 ? 'one difference' : `${all.length || 'no'} differences`
  return [`${editionOf(before)} → ${editionOf(after)}: ${count}`, ...sections].join('\n')
}
