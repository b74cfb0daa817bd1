import { proxyActivities, sleep } from '@temporalio/workflow'
import type { Activities } from '../activities/activities.ts'
import type { Letter, Unreached } from '../cases/letters.ts'
import { passOn } from '../cases/passing-on.ts'
import type { CaseCard } from '../cases/record.ts'
import type { Deadline } from '../cases/state.ts'

const mailing = {
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '8 seconds',
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

/** Letters in one line, for the summary of the step that sends them. */
export const listOf = (letters: Letter[]): string =>
  letters
    .map((one) => `${one.letter}${one.deadline ? ` (${one.deadline})` : ''} to ${one.to}`)
    .join('; ')
    .slice(0, 190)

/** Letters under way: to be written and sent, or written already with their entry of the case file. */
export interface Errand {
  letters: Letter[]
  written: { keys: string[]; unreached: Unreached[] } | null
}

/**
 * Sends a case's letters behind its back, so that a mail server that is down holds up no deadline; what reaches nobody is passed
 * on. What is under way is carried to the next run, where a repeat writes and sends nothing twice.
 */
export function createPost({ card, deadlines, onQuiet }: Desk, sent: string[]) {
  const underWay = new Set<Errand>()

  async function behind(errand: Errand): Promise<void> {
    underWay.add(errand)
    await run(errand)
    underWay.delete(errand)
    if (underWay.size === 0) onQuiet()
  }

  async function run({ letters, written }: Errand): Promise<void> {
    if (!written) return send(letters)
    await pass(letters, written.unreached)
    if (written.keys.length) await deliver(letters, written.keys)
  }

  async function pass(letters: Letter[], unreached: Unreached[]): Promise<void> {
    const onward = passOn(card().caseId, deadlines(), letters, unreached)
    if (!onward.length) return
    remember(onward)
    await send(onward)
  }

  async function send(letters: Letter[]): Promise<void> {
    const summary = `Sends ${listOf(letters)}`
    const written = await activities.sendLetters.executeWithOptions({ summary }, [card(), letters])
    await pass(letters, written.unreached)
    if (!written.keys.length) return
    const seconds = Math.max(...letters.map((one) => one.gatherSeconds ?? gatheringSeconds))
    await sleep(seconds * 1_000, { summary: 'Gathers what else goes to the same people at this moment' })
    await deliver(letters, written.keys)
  }

  async function deliver(letters: Letter[], keys: string[]): Promise<void> {
    const unreached = await activities.deliver.executeWithOptions({ summary: `Sends ${listOf(letters)}` }, [keys])
    await pass(letters, unreached)
  }

  function remember(letters: Letter[]): void {
    for (const one of letters) sent.unshift(lineOf(one))
    sent.splice(12)
  }

  return {
    idle: () => underWay.size === 0,
    /** What the next run has to go on with. */
    underWay: () => [...underWay],
    /** Goes on with what an earlier run had under way. */
    goOn: (errands: Errand[]) => errands.forEach((errand) => void behind(errand)),
    /** Letters that time has brought: written, gathered where they may be, and sent. */
    sendLetters(letters: Letter[]): void {
      remember(letters)
      void behind({ letters, written: null })
    },
    /** Letters that were written with their entry of the case file: what of them has not gone out is sent at once. */
    deliverWritten(letters: Letter[], keys: string[], unreached: Unreached[]): void {
      remember(letters)
      void behind({ letters, written: { keys, unreached } })
    },
    /** What the case's former workflow had written and not sent when it ended. */
    async takeUpUnsent(): Promise<void> {
      const summary = 'Looks for letters that had not gone out when the case was closed'
      const { letters, keys } = await activities.findUnsent.executeWithOptions({ summary }, [card().caseId])
      if (keys.length) void behind({ letters, written: { keys, unreached: [] } })
    },
  }
}
