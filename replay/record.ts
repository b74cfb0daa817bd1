import type { WorkflowHandle } from '@temporalio/client'
import { addDays } from '../calendar/day.ts'
import { londonDay, parseLondon } from '../calendar/london.ts'
import { Refusal } from '../cases/refusal.ts'
import { loadPolicies, type Policies } from '../policies/policies.ts'
import { peopleWorld, takeStep } from '../simulate/run.ts'
import { readScenario, type Scenario } from '../simulate/scenario.ts'
import { startParts, startWorld, type World } from '../simulate/world.ts'
import type { NamedHistory } from './saved-histories.ts'
import type { Chapter } from './stories/all-stories.ts'
import type { Story } from './stories/story.ts'

/** How many times a story is carried on for a quarter of a year, to see its workflows go on in new runs. */
const patience = 16
const quarter = 90

/** A story while it is told. */
interface Telling {
  story: Story
  scenario: Scenario
  caseId: string | null
  refused: number
}

/**
 * Tells the stories of a chapter side by side, through production's workflows on a server that skips time from today on; hands
 * over the histories of each story's workflows at its end. Throws where a story does not show what it is to show.
 */
export async function recordChapter(chapter: Chapter, keep: (one: NamedHistory) => void): Promise<void> {
  const parts = await startParts()
  if (chapter.refusal) parts.inbox.refuse(chapter.refusal())
  try {
    const start = addDays(londonDay(await parts.temporal.currentTimeMs()), 1)
    const policies = loadPolicies()
    const world = await startWorld(parts, policies, momentOf(start, 0), 'server')
    try {
      await tellAll(world, policies, start, chapter, keep)
    } finally {
      await world.stop()
    }
  } finally {
    await parts.stop()
  }
}

/** Steps are taken after the mails of the morning. */
const momentOf = (start: string, days: number): number => parseLondon(`${addDays(start, days)}T10:00`)

async function tellAll(
  world: World,
  policies: Policies,
  start: string,
  { stories }: Chapter,
  keep: (one: NamedHistory) => void,
): Promise<void> {
  const told = stories((days) => addDays(start, days)).map((story, index) => tellingOf(story, index, start))
  const roles = [...policies.values()].flatMap((policy) => Object.keys(policy.roles))
  for (const { scenario } of told) await peopleWorld(world, scenario, roles)
  const days = told.flatMap(({ story }) => [...story.steps.map(([day]) => day), story.until])
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    const at = momentOf(start, day)
    await world.skipTo(at)
    await world.at(at, async () => {
      for (const one of told) await takeSteps(world, policies, one, day)
    })
    await world.settled()
    for (const one of told.filter(({ story }) => story.until === day)) await finish(world, at, one, keep)
  }
}

/** The scenario of a story: a school of its own, and whoever else it names. */
function tellingOf(story: Story, index: number, start: string): Telling {
  const urn = String(900_001 + index)
  const scenario = readScenario(
    JSON.stringify({
      authority: 'staffordshire',
      school: {
        urn,
        name: `Example School ${index + 1}`,
        phase: 'primary',
        district: 'cannock-lichfield',
        denomination: 'Church of England',
      },
      start,
      people: story.people ?? {},
      steps: story.steps.map(([day, as, command, input, of]) => ({
        on: addDays(start, day),
        as,
        command,
        input: ofSchool(input, urn),
        of,
      })),
      until: addDays(start, story.until),
    }),
    story.name,
  )
  return { story, scenario, caseId: null, refused: 0 }
}

/** Where a step names its own school, it says `@`. */
const ofSchool = (input: unknown, urn: string): unknown =>
  input === undefined ? undefined : JSON.parse(JSON.stringify(input).replaceAll('"@"', `"${urn}"`))

async function takeSteps(world: World, policies: Policies, one: Telling, day: number): Promise<void> {
  for (const [index, step] of one.scenario.steps.entries()) {
    if (one.story.steps[index]?.[0] !== day) continue
    try {
      one.caseId = (await takeStep(world, one.scenario, step, policies, one.caseId)) ?? one.caseId
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      one.refused += 1
      if (one.refused > (one.story.refused ?? 0))
        throw new Error(`${one.story.name}: ${step.command} is refused: ${error.message}`, { cause: error })
    }
  }
}

/** Takes a story's histories, and ends its workflows. */
async function finish(world: World, at: number, one: Telling, keep: (one: NamedHistory) => void): Promise<void> {
  const ids = await workflowsOf(world, one)
  const awaited = { case: ids.slice(0, 1), each: ids, none: [] }[one.story.newRun ?? 'none']
  const enough = () => allInNewRuns(world, awaited)
  for (let more = 1; !(await enough()); more++) {
    if (more > patience) throw new Error(`${one.story.name}: ${await lengthsOf(world, awaited)}: no new run yet`)
    await world.skipTo(at + more * quarter * 86_400_000)
  }
  await insistShown(world, one, ids)
  for (const id of ids) for (const named of await historiesOf(world, one, id)) keep(named)
  await Promise.all(
    ids.map((id) =>
      handleOf(world, id)
        .terminate()
        .catch(() => {}),
    ),
  )
}

const handleOf = (world: World, id: string, runId?: string): WorkflowHandle =>
  world.client.workflow.getHandle(id, runId)

/** The case's workflow, those of its procedures, and the years' where they are the story's. */
async function workflowsOf(world: World, { story, caseId }: Telling): Promise<string[]> {
  if (!caseId) return []
  const notices = await world.records.selectFrom('notices').select('id').where('case_id', '=', caseId).execute()
  const statements = await world.records.selectFrom('statements').select('id').where('case_id', '=', caseId).execute()
  const years = story.withYears
    ? await world.records.selectFrom('cases').select('id').where('id', 'like', '%-year').execute()
    : []
  return [caseId, ...[...notices, ...statements, ...years].map((row) => row.id).sort()]
}

async function allInNewRuns(world: World, ids: string[]): Promise<boolean> {
  const runs = await Promise.all(ids.map(async (id) => (await runsOf(world, id)).length))
  return runs.every((count) => count > 1)
}

async function lengthsOf(world: World, ids: string[]): Promise<string> {
  const lengths = ids.map(async (id) => {
    const runs = await runsOf(world, id)
    return `${id} has ${runs.map(({ events }) => events?.length).join(' and ')} events`
  })
  return (await Promise.all(lengths)).join(', ')
}

/** The histories of a workflow's runs, oldest first. */
async function runsOf(world: World, id: string): Promise<NamedHistory['history'][]> {
  const runs = [await handleOf(world, id).fetchHistory()]
  for (;;) {
    const former = runs[0]?.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId
    if (!former) return runs
    runs.unshift(await handleOf(world, id, former).fetchHistory())
  }
}

/** Named by the story, the workflow, and the run where there are several. */
async function historiesOf(world: World, { story, caseId }: Telling, id: string): Promise<NamedHistory[]> {
  const of = id === caseId ? 'case' : id.replace(`${caseId}.`, '')
  const runs = await runsOf(world, id)
  return runs.map((history, index) => ({
    name: `${story.name}.${of}${runs.length > 1 ? `.run-${index + 1}` : ''}`,
    history,
  }))
}

/** A story that does not come to what its name says would save a history that proves nothing. */
async function insistShown(world: World, { story, refused }: Telling, ids: string[]): Promise<void> {
  const rows = await world.records.selectFrom('case_file').selectAll().where('case_id', 'in', ids).execute()
  const held = rows.map(({ type, body }) =>
    `${type} ${String(body.deadline ?? body.event ?? body.command ?? '')}`.trim(),
  )
  const missing = story.shows.filter((one) => !held.some((entry) => entry === one || entry.startsWith(`${one} `)))
  if (missing.length)
    throw new Error(`${story.name} does not show ${missing.join(', ')}; its file holds ${held.join(', ')}`)
  if (refused !== (story.refused ?? 0))
    throw new Error(`${story.name}: ${refused} of ${story.refused} steps were refused`)
}
