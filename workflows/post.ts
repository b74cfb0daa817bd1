import { proxyActivities, sleep } from '@temporalio/workflow'
import type { Activities } from '../activities/activities.ts'
import type { Letter, Unreached } from '../cases/letters.ts'
import { passOn } from '../cases/passing-on.ts'
import type { CaseCard } from '../cases/record.ts'
import type { Deadline } from '../cases/state.ts'

const mailing = {
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '10 minutes' },
} as const
const activities = proxyActivities<Pick<Activities, 'sendLetters' | 'deliver' | 'findUnsent'>>(mailing)

/** How long a letter waits for what else goes to the same person at the same moment. */
const gatheringSeconds = 60

/** A letter in one line, for the current details: when, its kind, to whom, what. */
export const lineOf = (one: Letter): string =>
  `${one.at.slice(0, 16).replace('T', ' ')} · ${one.kind} · ${one.to} · ${one.letter}${one.deadline ? ` · ${one.deadline}` : ''}`

interface Desk {
  card: () => CaseCard
  deadlines: () => Deadline[]
  /** Called whenever the last letter under way has gone out. */
  onQuiet: () => void
}

const listOf = (letters: Letter[]): string =>
  letters
    .map((one) => `${one.letter}${one.deadline ? ` (${one.deadline})` : ''} to ${one.to}`)
    .join('; ')
    .slice(0, 190)

/** Sends a case's letters behind its back, so that a mail server that is down holds up no deadline; what reaches nobody is passed on. */
export function createPost({ card, deadlines, onQuiet }: Desk, sent: string[]) {
  let outstanding = 0
  const remember = (letters: Letter[]) => {
    for (const one of letters) sent.unshift(lineOf(one))
    sent.splice(12)
  }

  async function behind(work: () => Promise<void>): Promise<void> {
    outstanding += 1
    try {
      await work()
    } finally {
      outstanding -= 1
      if (outstanding === 0) onQuiet()
    }
  }

  async function pass(letters: Letter[], unreached: Unreached[]): Promise<void> {
    const onward = passOn(card().caseId, deadlines(), letters, unreached)
    if (onward.length) await send(onward)
  }

  async function send(letters: Letter[]): Promise<void> {
    remember(letters)
    const written = await activities.sendLetters.executeWithOptions({ summary: `Sends ${listOf(letters)}` }, [
      card(),
      letters,
    ])
    await pass(letters, written.unreached)
    if (!written.keys.length) return
    await sleep(gatheringSeconds * 1_000, { summary: 'Gathers what else goes to the same people at this moment' })
    await deliver(letters, written.keys)
  }

  async function deliver(letters: Letter[], keys: string[]): Promise<void> {
    const unreached = await activities.deliver.executeWithOptions(
      { summary: letters.length ? `Sends ${listOf(letters)}` : 'Sends what had not gone out yet' },
      [keys],
    )
    await pass(letters, unreached)
  }

  return {
    idle: () => outstanding === 0,
    /** Letters that time has brought: written, gathered where they may be, and sent. */
    sendLetters: (letters: Letter[]) => void behind(() => send(letters)),
    /** Letters that a command has caused, written already with its entry: sent at once. */
    deliverWritten: (letters: Letter[], keys: string[], unreached: Unreached[]) =>
      void behind(async () => {
        remember(letters)
        await pass(letters, unreached)
        if (keys.length) await deliver(letters, keys)
      }),
    /** What an earlier run of this case had written and not sent. */
    deliverUnsent: () =>
      void behind(async () => {
        const keys = await activities.findUnsent.executeWithOptions(
          { summary: 'Looks for letters that the last run had not sent' },
          [card().caseId],
        )
        if (keys.length) await deliver([], keys)
      }),
  }
}

export type Post = ReturnType<typeof createPost>
