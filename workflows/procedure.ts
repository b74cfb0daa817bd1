import {
  allHandlersFinished,
  condition,
  continueAsNew,
  log,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow'
import type { Activities } from '../activities/activities.ts'
import { formatLondon } from '../calendar/london.ts'
import { addRung, nextRungOf, reachRungs, toldAnew } from '../cases/chasing.ts'
import { isOverdue, nextDeadlineOf } from '../cases/record.ts'
import type { CaseState, Deadline } from '../cases/state.ts'
import { hideFailures } from './failure-converter.ts'
import { procedureNews, type ProcedureInput, type ProcedureNews } from './messages.ts'
import { createPost } from './post.ts'
import { createQueue, createWatch, withinOneTask } from './waiting.ts'
import { nextDeadlineKey, overdueKey, procedureDetails } from './visible-state.ts'
import { endOfDay } from '../calendar/london.ts'

const { reckon } = proxyLocalActivities<Pick<Activities, 'reckon'>>(withinOneTask)

/** How long a run's history may grow before the procedure goes on in a new run. */
const longHistory = 2_000

/**
 * A formal procedure of a case: it chases what its own story owes, rung by rung, until the case says that the story has ended.
 * What passes and what follows is the case's to say; its news come by signal.
 */
export async function followProcedure(input: ProcedureInput): Promise<string> {
  let news: ProcedureNews = input.news
  if (news.confidential) hideFailures(() => true)
  let deadlines: Deadline[] = input.carried?.deadlines ?? news.deadlines
  const sent = input.carried?.sent ?? [...news.letters]
  const post = createPost({ card: () => news.card, deadlines: () => deadlines, onQuiet: () => show() }, sent)

  const queue = createQueue()
  let shown = ''
  const watch = createWatch({
    next: () => nextRungOf(deadlines),
    reach: (at) => queue.inOrder(() => reach(at)),
    over: () =>
      news.ended !== null || workflowInfo().historyLength > longHistory || workflowInfo().continueAsNewSuggested,
  })

  const dueBefore = (at = ''): string | undefined => {
    const next = nextRungOf(deadlines)?.at ?? ''
    return Date.parse(next) < Date.parse(at) ? next : undefined
  }

  /** News of a moment later than rungs that nobody has got to yet: these come first. */
  async function takeLate(latest: ProcedureNews): Promise<void> {
    for (let at = dueBefore(latest.at); at !== undefined; at = dueBefore(latest.at)) await reach(at)
    take(latest)
  }

  function take(latest: ProcedureNews): void {
    deadlines = toldAnew(latest.deadlines, deadlines)
    news = latest
    sent.unshift(...latest.letters)
    sent.splice(12)
    watch.touched()
    show()
  }

  async function reach(at: string): Promise<void> {
    const { letters, questions } = reachRungs(news.card.caseId, deadlines, at)
    for (const ofRung of letters) if (ofRung.length) post.sendLetters(ofRung)
    const of = { authority: news.card.authority, urn: news.card.school.urn, calendar: null, patient: true }
    if (questions.length) for (const answer of await reckon(questions, of)) addRung(deadlines, answer)
    show()
  }

  function show(): void {
    const owed = { deadlines } as CaseState
    const next = nextDeadlineOf(owed)
    const attributes = JSON.stringify([next, isOverdue(owed)])
    if (attributes !== shown)
      upsertSearchAttributes([
        { key: nextDeadlineKey, value: next ? new Date(endOfDay(next) - 1_000) : null },
        { key: overdueKey, value: isOverdue(owed) },
      ])
    shown = attributes
    setCurrentDetails(procedureDetails(news.title, news.facts, deadlines, sent, !post.idle()))
  }

  setHandler(
    procedureNews,
    (latest) => (queue.idle() && !dueBefore(latest.at) ? take(latest) : queue.inOrder(() => takeLate(latest))),
    { description: 'The case tells what is owed now, or that the story has ended' },
  )

  show()
  if (input.carried) post.goOn(input.carried.errands)
  await watch.keep()
  await condition(() => allHandlersFinished() && (news.ended === null || post.idle()))
  if (news.ended === null) {
    log.info('The history is long: the procedure goes on in a new run')
    await continueAsNew<(next: ProcedureInput) => Promise<string>>({
      news,
      carried: { sent, errands: post.underWay(), deadlines },
    })
  }
  deadlines = []
  show()
  return `${news.title}: ${news.ended} (${formatLondon(Date.now()).slice(0, 10)})`
}
