import type { Policies } from '../../policies/policies.ts'
import type { Happening } from '../../simulate/happenings.ts'
import type { World } from '../../simulate/world.ts'

export type Step = [on: string, as: string, command: string, input?: unknown]

export interface Telling {
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

/** A story's steps as a scenario. */
export function scenarioOf({ steps, ...rest }: Omit<Telling, 'policies' | 'look'>): string {
  return JSON.stringify({
    authority: 'staffordshire',
    school: ashfield,
    ...rest,
    steps: steps.map(([on, as, command, input]) => ({ on, as, command, ...(input === undefined ? {} : { input }) })),
  })
}

export type Story = ReturnType<typeof storyOf>

/** Ways to ask what happened in a story. */
export function storyOf(happenings: Happening[]) {
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
