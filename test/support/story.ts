import { afterAll } from 'vitest'
import { loadPolicies, type Policies } from '../../policies/policies.ts'
import type { Happening } from '../../simulate/happenings.ts'
import { playScenario } from '../../simulate/run.ts'
import { readScenario } from '../../simulate/scenario.ts'
import { startParts, type World, type WorldParts } from '../../simulate/world.ts'

export type Step = [on: string, as: string, command: string, input?: unknown]

interface Telling {
  start: string
  until: string
  steps: Step[]
  school?: Record<string, unknown>
  people?: Record<string, unknown>
  policies?: Policies
  /** Asked while the world still stands, at the end of the story. */
  look?: (world: World, caseId: string) => Promise<void>
}

export const ashfield = {
  urn: '900001',
  name: 'Ashfield Primary School',
  phase: 'primary',
  district: 'cannock-lichfield',
}

/** The first step of most stories. */
export const opens = (on: string, level: string): Step => [
  on,
  'dsim',
  'openCase',
  { level, reasons: ['low-attainment'], summary: 'Results fell three years running' },
]

/** Tells stories through the real service in skipped time; the parts are shared by the stories of one test file. */
export function storyteller() {
  let parts: Promise<WorldParts> | undefined
  afterAll(async () => (await parts)?.stop())

  return async function tell(telling: Telling) {
    parts ??= startParts()
    const { look, policies, steps, ...rest } = telling
    const scenario = readScenario(
      JSON.stringify({
        authority: 'staffordshire',
        school: ashfield,
        ...rest,
        steps: steps.map(([on, as, command, input]) => ({
          on,
          as,
          command,
          ...(input === undefined ? {} : { input }),
        })),
      }),
      'story',
    )
    const { happenings, world, caseId } = await playScenario(scenario, await parts, policies ?? loadPolicies())
    try {
      if (look && caseId) await look(world, caseId)
    } finally {
      await world.stop()
    }
    return storyOf(happenings)
  }
}

export type Story = ReturnType<typeof storyOf>

/** Ways to ask what happened in a story. */
function storyOf(happenings: Happening[]) {
  const of = (type: string, deadline?: string) =>
    happenings.filter((one) => one.type === type && (deadline === undefined || one.deadline === deadline))
  return {
    happenings,
    of,
    opened: (deadline: string) => of('deadline-opened', deadline),
    met: (deadline: string) => of('deadline-met', deadline),
    missed: (deadline: string) => of('deadline-missed', deadline),
    moved: (deadline: string) => of('deadline-moved', deadline),
    cancelled: (deadline: string) => of('deadline-cancelled', deadline),
    refused: () => of('command-refused').map((one) => String(one.error)),
    /** Mails about a deadline as `day kind role`, digests that hold it included. */
    mails: (deadline: string) =>
      happenings
        .filter(
          (one) =>
            one.type === 'mail' &&
            (one.deadline === deadline || ((one.deadlines as string[] | undefined) ?? []).includes(deadline)),
        )
        .map((one) => `${one.at.slice(0, 10)} ${String(one.kind)} ${(one.to as string[]).join('+')}`),
    mailsOf: (kind: string) => happenings.filter((one) => one.type === 'mail' && one.kind === kind),
    notices: () => of('notice').map((one) => String(one.event)),
  }
}
