import { formatDay } from '../calendar/day.ts'
import { parseLondon } from '../calendar/london.ts'
import { countWorkingDays } from '../calendar/working-days.ts'
import { listed, wrap } from '../notifications/plain.ts'
import type { Policies } from '../policies/policies.ts'
import { calendarFor } from '../records/calendar.ts'
import type { Records } from '../records/database.ts'
import type { Happening } from './happenings.ts'
import { judge, verdictWords } from './promises.ts'
import { ruleTitles } from './rule-titles.ts'
import { endOf, ScenarioFault, type Scenario } from './scenario.ts'
import { stillOwed } from './still-owed.ts'
import { timeline } from './timeline.ts'
import { toldIn } from './told.ts'

/** A scenario as people read it: its story, the timeline, what is still owed, and whether it showed what it promised. */
export async function inWords(
  scenario: Scenario,
  policies: Policies,
  { happenings, timeline: lines }: { happenings: Happening[]; timeline: Happening[] },
  records: Records,
): Promise<string> {
  const policy = policies.get(scenario.authority)
  if (!policy) throw new ScenarioFault(`authority: there is no policy of "${scenario.authority}"`)
  const rows = await records.selectFrom('deadlines').selectAll().where('ended_at', 'is', null).orderBy('due').execute()
  const told = await toldIn(records)
  const until = scenario.until.slice(0, 10)
  const calendar = await calendarFor(records, policy)
  const owed = rows.map((row) => ({
    ...row,
    workingDaysLate: row.due === null ? null : countWorkingDays(calendar, row.due, until),
  }))
  const { name, urn } = scenario.school
  const parts = [
    ...(scenario.title ? [scenario.title] : []),
    ...(scenario.story ? [wrap(scenario.story, 130)] : []),
    `${name} (URN ${urn}), ${policy.name}: ${formatDay(scenario.start.slice(0, 10))} to ${formatDay(until)}`,
    timeline(lines, { policy, school: name, told, ruleTitles: ruleTitles() }),
    stillOwed(owed, policy, until),
    notPlayed(scenario),
    verdictWords(judge(scenario, happenings)),
  ]
  return parts.filter(Boolean).join('\n\n')
}

/** Steps beyond the end are not played: said, for a wrong year in `until` would else look like a quiet case. */
export function notPlayed({ steps, until }: Pick<Scenario, 'steps' | 'until'>): string {
  const beyond = steps.filter((step) => parseLondon(step.on) > endOf({ until }))
  if (!beyond.length) return ''
  const which = listed(beyond.map(({ command, on }) => `${command} on ${on}`))
  return `Not played, since the scenario ends before (until: ${until}): ${which}.`
}
