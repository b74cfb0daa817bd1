import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedBankHolidays, shippedTerms } from '../../calendar/shipped.ts'
import { storyteller, type Step as ScenarioStep } from '../support/story.ts'
import { holdsInTime, patience } from './holds.ts'
import { mailsOf } from './mails-on-paper.ts'
import { aPolicy } from './random-policies.ts'
import { anySetting } from './random-settings.ts'
import { playOnPaper, told, type PaperStory, type Setting } from './stories-on-paper.ts'

const tell = storyteller()

/** A story short enough for the real service, on the dates that come with it. */
const aShortStory: fc.Arbitrary<Setting> = anySetting(aPolicy).map((setting) => ({
  ...setting,
  dates: {
    ...setting.dates,
    school: null,
    bankHolidays: shippedBankHolidays(),
    terms: shippedTerms(),
  },
  rolls: setting.rolls.filter((one) => !['publishTerms', 'replaceSchool'].includes(one.what)).slice(0, 10),
  rest: setting.rest % 40,
}))

/** The same story through the real workflows, activities, database and mail, in skipped time. */
async function playForReal({ policy, people, school, start }: Setting, paper: PaperStory) {
  const steps = paper.moments.flatMap(({ step }): ScenarioStep[] => {
    if (!step) return []
    if (step.command === 'proclaimHoliday') return [[step.on, 'administrator', 'importBankHolidays', [step.input]]]
    return [[step.on, step.as, step.command, step.input]]
  })
  const letters: string[] = []
  const story = await tell({
    start,
    until: paper.until,
    steps,
    school: { ...school },
    people: Object.fromEntries(Object.entries(people).map(([role, one]) => [role, one && { ...one }])),
    policies: new Map([[policy.authority, policy]]),
    look: async (world) => {
      const rows = await world.records.selectFrom('letters').select('key').orderBy('key').execute()
      letters.push(...rows.map((one) => one.key))
    },
  })
  return { story, letters }
}

/** An entry as JSON, without its number: a scenario's line has none. */
const plain = (event: object): unknown => JSON.parse(JSON.stringify({ ...event, seq: undefined }))

describe('a story on paper', () => {
  it(
    'is what the real service makes of it: the same entries, refusals, letters and mails',
    async () => {
      await holdsInTime(
        fc.asyncProperty(aShortStory, async (setting) => {
          const paper = playOnPaper(setting)
          const { story, letters } = await playForReal(setting, paper)
          const entries = story.happenings.filter((one) => !['mail', 'command-refused'].includes(one.type))
          const what = `The story:\n${told(paper)}\n`
          expect(entries.map(plain), what).toEqual(paper.events.map(plain))
          expect(story.of('command-refused').map(({ at, command }) => [at, command])).toEqual(
            paper.moments
              .filter((one) => one.refused !== undefined && one.step?.command !== 'proclaimHoliday')
              .map(({ at, step }) => [at, step?.command]),
          )
          const posted = paper.moments.flatMap((one) => one.posted)
          const keys = posted.flatMap(({ letter, to }) =>
            to.length ? to.map((one) => `${letter.key}/${one.id}`) : [`${letter.key}/nobody`],
          )
          expect(letters.sort(), what).toEqual(keys.sort())
          const mails = paper.moments.flatMap((one) => mailsOf(one.posted))
          expect(
            story
              .of('mail')
              .map((one) => String(one.messageId))
              .sort(),
          ).toEqual(mails.map((one) => one.id).sort())
        }),
        { runs: 2 },
      )
    },
    2 * patience,
  )
})
