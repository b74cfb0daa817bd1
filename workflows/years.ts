import { condition, proxyActivities, setHandler } from '@temporalio/workflow'
import type { Activities } from '../activities/activities.ts'
import { formatLondon } from '../calendar/london.ts'
import type { CaseState } from '../cases/state.ts'
import { interventionCase } from './intervention-case.ts'
import { schoolsChanged, type CaseInput } from './messages.ts'

const { enrol } = proxyActivities<Pick<Activities, 'enrol'>>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '1 minute',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
})

/** The year of one school, for as long as it is the authority's: its category, its visits, what each term owes (ST-1 to ST-7, ST-30 to ST-32, DA-2). */
export async function schoolYear(input: CaseInput): Promise<CaseState> {
  return interventionCase(input)
}

/** What each term owes in one district (ST-30 to ST-32). */
export async function districtYear(input: CaseInput): Promise<CaseState> {
  return interventionCase(input)
}

/**
 * The authority's own year; it sees to it that every district and every school on record has its year, and that their years follow
 * when it adopts another edition.
 */
export async function authorityYear(input: CaseInput): Promise<CaseState> {
  let changes = 1
  setHandler(
    schoolsChanged,
    () => {
      changes += 1
    },
    { description: 'Schools have opened, closed or changed hands: each on record has its year' },
  )
  void enrolling()
  return interventionCase(input, ({ events }) => {
    if (events.some((one) => one.type === 'policy-adopted')) changes += 1
  })

  async function enrolling(): Promise<void> {
    for (let seen = 0; ;) {
      await condition(() => changes > seen)
      seen = changes
      const summary = 'Sees to it that every district and school has its year, under the edition that was adopted'
      await enrol.executeWithOptions({ summary }, [{ authority: input.policy.authority, at: formatLondon(Date.now()) }])
    }
  }
}
