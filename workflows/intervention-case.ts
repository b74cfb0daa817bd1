import {
  allHandlersFinished,
  condition,
  continueAsNew,
  currentUpdateInfo,
  getExternalWorkflowHandle,
  log,
  ParentClosePolicy,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  startChild,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow'
import { ActivityFailure, ApplicationFailure } from '@temporalio/common'
import type { Activities } from '../activities/activities.ts'
import { formatLondon } from '../calendar/london.ts'
import { reckonAllAgain } from '../cases/calendar-change.ts'
import {
  commandDescriptions,
  commandNames,
  readCommand,
  sentenceOf,
  type By,
  type Command,
  type CommandName,
} from '../cases/commands.ts'
import { decide } from '../cases/decide.ts'
import type { LookedUp } from '../cases/duties.ts'
import { blankCase } from '../cases/blank-case.ts'
import type { Letter } from '../cases/letters.ts'
import { momentsOf, passMoments } from '../cases/moments.ts'
import { mayGive } from '../cases/permissions.ts'
import { proceduresOf, type Procedure } from '../cases/procedures.ts'
import { cardOf, recordOf, type TurnRecord } from '../cases/record.ts'
import { Refusal } from '../cases/refusal.ts'
import { reportsExpenditure } from '../cases/reporting-expenditure.ts'
import { titleOf } from '../cases/roles.ts'
import { replaceSchool } from '../cases/replaced-school.ts'
import { settling } from '../cases/settle.ts'
import type { CaseState, CommandOutcome } from '../cases/state.ts'
import { endWithSchool, goOnFrom, hearOfCase } from '../cases/year.ts'
import { beginTurn, type Answer, type Question, type Turn } from '../cases/turn.ts'
import {
  anyCommandUpdate,
  calendarChanged,
  caseNews,
  caseStateQuery,
  commandUpdate,
  procedureNews,
  schoolClosed,
  schoolReplaced,
  standingQuery,
  yearGoesOn,
  type CaseInput,
  type CommandArgument,
  type ProcedureNews,
} from './messages.ts'
import { createPost, lineOf, listOf } from './post.ts'
import { hideFailures } from './failure-converter.ts'
import { aboutProcedure, procedureNewsOf } from './procedures.ts'
import { caseDetails, searchAttributesOf } from './visible-state.ts'
import { createQueue, createWatch, withinOneTask } from './waiting.ts'

const patient = {
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
} as const
const { tellYear } = proxyActivities<Pick<Activities, 'tellYear'>>(patient)
const { record } = proxyActivities<Pick<Activities, 'record'>>({ ...patient, heartbeatTimeout: '8 seconds' })
/** The commands that name, or count on, what only the records or the worker's documents know. */
const lookUpFor: readonly CommandName[] = [
  'assignOfficer',
  'correctEntry',
  'adoptPolicy',
  'planSupport',
  'recordSupport',
  'acknowledgeReceipt',
]
/** Of these, those that cannot be tried without it. */
const lookedUpWhole: readonly CommandName[] = ['correctEntry', 'adoptPolicy', 'acknowledgeReceipt']

const { reckon, lookUp, everyoneAway } =
  proxyLocalActivities<Pick<Activities, 'reckon' | 'lookUp' | 'everyoneAway'>>(withinOneTask)

/** How long a run's history, or its list of Updates, may grow before the case goes on in a new run. */
const longHistory = 2_000
const manyUpdates = 1_000

/** One case: its level, everything owed at it, and its commands, from concern to closure. */
export async function interventionCase(
  input: CaseInput,
  hear: (one: Turn) => void = () => undefined,
): Promise<CaseState> {
  let { policy } = input
  if (policy.confidential) hideFailures(() => true)
  let state: CaseState = input.state ?? blankCase(policy, input.school, input.caseId, input.kind)
  const sent = input.carried?.sent ?? []
  const post = createPost({ card: () => cardOf(state), deadlines: () => state.deadlines, onQuiet: () => show() }, sent)
  const queue = createQueue()
  let updates = 0
  let running = false
  let shown = ''

  for (const name of commandNames) {
    if (name === 'openCase' || name === 'reopenCase' || name === 'openYear') continue
    setHandler(commandUpdate(name), (argument) => command(name, argument), {
      validator: (argument) => check(name, argument),
      description: commandDescriptions[name],
    })
  }
  setHandler(anyCommandUpdate, ({ name, ...argument }) => command(name, argument), {
    validator: ({ name, ...argument }) => check(name, argument),
    description: 'Any of the commands, under a name that does not tell which (DA-4)',
  })
  setHandler(
    calendarChanged,
    (change) => quietly(() => turn('calendar', null, (one) => reckonAllAgain(one, change.summary))),
    { description: 'Bank holidays or term dates have changed: reckon again (LAW-15)' },
  )
  setHandler(schoolReplaced, (change) => quietly(() => turn('calendar', null, (one) => replaceSchool(one, change))), {
    description: 'The school has a new URN (LAW-16)',
  })
  setHandler(caseNews, (news) => quietly(() => turn('moment', null, (one) => hearOfCase(one, news))), {
    description: 'The school’s case was opened, moved or closed: what it chases is not chased twice',
  })
  setHandler(schoolClosed, ({ reason }) => quietly(() => turn('moment', null, (one) => endWithSchool(one, reason))), {
    description: 'The school is closed: its year ends',
  })
  setHandler(yearGoesOn, (news) => quietly(() => turn('moment', null, (one) => goOnFrom(one, news))), {
    description: 'The school’s former URN had a year too: its category and days of visits are this one’s (LAW-16)',
  })
  setHandler(caseStateQuery, () => state, { description: 'Everything the case knows of itself' })
  setHandler(standingQuery, () => ({ state, policy }), {
    description: 'The same with the policy it runs under: what a forecast starts from',
  })

  const watch = createWatch({
    next: () => momentsOf(state)[0],
    reach: (at) => turn('moment', null, reachMoment(at), at).then(() => undefined),
    over: () => state.status === 'closed' || isLong(),
  })

  await begin()
  await watch.keep()
  await condition(() => queue.idle() && allHandlersFinished() && (state.status === 'open' || post.idle()))
  if (state.status === 'open') {
    log.info('The history is long: the case goes on in a new run')
    await continueAsNew<typeof interventionCase>({
      policy,
      kind: state.kind,
      school: state.school,
      caseId: state.caseId,
      state,
      carried: { sent, errands: post.underWay() },
    })
  }
  show()
  return state

  function isLong(): boolean {
    const { historyLength, continueAsNewSuggested } = workflowInfo()
    return historyLength > longHistory || continueAsNewSuggested || updates > manyUpdates
  }

  async function begin(): Promise<void> {
    if (input.begin) {
      const { name, by } = input.begin
      const read = readCommand(name, input.begin.input)
      if (!read.ok) throw ApplicationFailure.nonRetryable(sentenceOf(read.faults), 'Refusal', 'input')
      try {
        if (name === 'openYear') await beginYear(read.command, by)
        else {
          const looked = await lookUpOpening(read.command)
          await turn('command', by, (one) => decide(one, read.command, looked))
        }
        if (name === 'reopenCase') await post.takeUpUnsent()
      } catch (error) {
        throw asFailure(error)
      }
    } else {
      show()
      post.goOn(input.carried?.errands ?? [])
    }
    running = true
  }

  /** Where the policy counts the schools that cause concern, one more is counted among the others (ST-42). */
  async function lookUpOpening(opening: Command): Promise<LookedUp> {
    const counts = policy.money?.capacities.some((one) => one.counts === 'schools')
    return counts ? lookUp(opening, cardOf(state), formatLondon(Date.now()).slice(0, 10)) : {}
  }

  /** A year begins by itself: nothing it opens is told as if somebody had commanded it, or every owner would get a mail a school. */
  async function beginYear(opening: Command, by: By): Promise<void> {
    const known = input.ofCase
    await turn(
      'moment',
      by,
      (one) => {
        if (one.state.year) one.state.year.ofCase = known ? { caseId: known.caseId, level: known.level } : null
        decide(one, opening)
      },
      input.begin?.at,
    )
  }

  /** Refuses at once, in a sentence, and leaves no event behind; what must be looked up is refused by the handler. */
  function check(name: CommandName, argument: CommandArgument): void {
    try {
      if (seenBefore()) return
      const wanted = read(name, argument)
      allowed(wanted, argument.by)
      if (lookedUpWhole.includes(name) || !queue.idle() || !running) return
      decide(beginTurn(policy, state, formatLondon(Date.now()), 'command', argument.by), wanted, {
        person: { id: '', name: '', ofSchool: false },
      })
    } catch (error) {
      throw asFailure(error)
    }
  }

  async function command(name: CommandName, argument: CommandArgument): Promise<CommandOutcome> {
    const id = currentUpdateInfo()?.id
    const before = seenBefore()
    if (before) return before
    updates += 1
    try {
      await condition(() => running)
      const wanted = read(name, argument)
      const absent = allowed(wanted, argument.by)
      const on = formatLondon(Date.now()).slice(0, 10)
      const away = absent ? await everyoneAway(absent, cardOf(state), on) : null
      if (absent && !away)
        throw new Refusal(
          `The ${titleOf(policy, absent)} is not away on ${on}: only while they are may the ${titleOf(policy, argument.by.role)} give ${name}`,
          'access',
        )
      const found = looksUp(wanted) ? await lookUp(wanted, cardOf(state), on, argument.by.role) : {}
      const looked: LookedUp = absent && away ? { ...found, absent: { role: absent, people: away } } : found
      const taken = await turn('command', argument.by, (one) => decide(one, wanted, looked), undefined, id)
      return outcomeOf(taken)
    } catch (error) {
      throw asFailure(error)
    }
  }

  function looksUp(wanted: Command): boolean {
    if (wanted.name === 'completeDuty') return reportsExpenditure(policy, wanted.input.duty)
    return lookUpFor.includes(wanted.name)
  }

  function seenBefore(): CommandOutcome | undefined {
    const id = currentUpdateInfo()?.id
    return id ? state.seen[id] : undefined
  }

  function read(name: CommandName, argument: CommandArgument): Command {
    if (typeof argument?.by?.role !== 'string')
      throw new Refusal('by is missing: say {by: {role, personId}, input}', 'input')
    const result = readCommand(name, argument.input)
    if (!result.ok) throw new Refusal(sentenceOf(result.faults), 'input')
    return result.command
  }

  /** Refuses a role that may not; gives the role that must be away where the giver may only stand in. */
  function allowed(wanted: Command, by: By): string | undefined {
    const allowance = mayGive(policy, state, wanted, by.role, state.school.phase)
    if (!allowance.allowed) throw new Refusal(allowance.sentence, 'access')
    return allowance.onlyWhileAway
  }

  function reachMoment(at: string) {
    return (one: Turn) =>
      passMoments(
        one,
        momentsOf(one.state).filter((moment) => moment.at === at),
      )
  }

  /** One thing at a time happens to a case: decided on a copy, reckoned, recorded, and told. */
  function turn(
    cause: Turn['cause'],
    by: By | null,
    happen: (one: Turn) => void,
    at?: string,
    updateId?: string,
  ): Promise<Turn> {
    return queue.inOrder(async () => {
      if (at === undefined) await reachWhatWasDue()
      return happens(beginTurn(policy, state, at ?? formatLondon(Date.now()), cause, by), happen, updateId)
    })
  }

  /**
   * What time has brought comes before what is heard of later, however late the machine gets to it: a deadline that passed while
   * no worker ran was missed, whoever reports it done then.
   */
  async function reachWhatWasDue(): Promise<void> {
    const due = () => momentsOf(state).find((one) => Date.parse(one.at) < Date.parse(formatLondon(Date.now())))
    for (let next = due(); next && patched('due-moments-first'); next = due())
      await happens(beginTurn(policy, state, next.at, 'moment', null), reachMoment(next.at))
  }

  async function happens(one: Turn, happen: (one: Turn) => void, updateId?: string): Promise<Turn> {
    happen(one)
    await settle(one)
    const before = state
    if (updateId) remember(one, updateId)
    state = one.state
    policy = one.policy
    watch.touched()
    await carryOut(one, before)
    hear(one)
    return one
  }

  async function settle(one: Turn): Promise<void> {
    const steps = settling(one)
    for (let step = steps.next(); !step.done;) step = steps.next(await reckoned(one, step.value))
  }

  async function reckoned(one: Turn, questions: Question[]): Promise<Answer[]> {
    const asked = questions.map((question) => ('key' in question ? question.key : question.ask)).join(', ')
    const of = {
      authority: state.authority,
      urn: one.state.school.urn,
      calendar: one.policy.calendar,
      patient: one.cause !== 'command',
    }
    const summary = `Reckons ${asked}`.slice(0, 190)
    return reckon.executeWithOptions({ summary }, [questions, of]).catch(asRefusal)
  }

  function remember(one: Turn, updateId: string): void {
    const seen = Object.entries(one.state.seen).slice(-99)
    one.state.seen = Object.fromEntries([...seen, [updateId, outcomeOf(one)]])
  }

  async function carryOut(one: Turn, before: CaseState): Promise<void> {
    const rungs = one.letters.filter((letter) => letter.rung)
    const caused = one.letters.filter((letter) => !letter.rung)
    const changes = recordOf({ ...one, letters: caused }, before)
    const isRecorded = one.events.length || caused.length || changes.deadlines.length || one.cause === 'calendar'
    const along = isRecorded ? rungs.filter((letter) => !letter.gather) : []
    if (isRecorded) await write(one, changes, [...caused, ...along])
    const apart = rungs.filter((letter) => !along.includes(letter))
    if (apart.length) post.sendLetters(apart)
    await tellProcedures(one.at, before, caused.map(lineOf))
    await tellTheYear(one)
    show()
  }

  /**
   * Writes a turn with its letters, in one step that also sends them where nobody waits for an answer; what the mail server did not
   * take in seconds follows behind the case's back.
   */
  async function write(one: Turn, changes: TurnRecord, letters: Letter[]): Promise<void> {
    const sendAtOnce = letters.length > 0 && (one.cause !== 'command' || !running)
    const what = one.events.map(({ type, command, deadline }) =>
      type === 'command' ? String(command) : `${type}${deadline ? ` ${String(deadline)}` : ''}`,
    )
    const sends = sendAtOnce ? `; sends ${listOf(letters)}` : ''
    const summary = `Case file: ${what.join(', ') || one.cause}${sends}`.slice(0, 190)
    const written = await record.executeWithOptions({ summary }, [{ ...changes, letters }, sendAtOnce])
    if (letters.length) post.deliverWritten(letters, written.keys, written.unreached)
  }

  async function tellProcedures(at: string, before: CaseState, letters: string[]): Promise<void> {
    for (const procedure of proceduresOf(state)) {
      const told = letters.filter((line) => aboutProcedure[procedure.type].test(line))
      const news = { ...procedureNewsOf(policy, state, procedure), letters: told }
      const known = proceduresOf(before).some((one) => one.childId === procedure.childId)
      const old = known ? procedureNewsOf(policy, before, procedure) : null
      if ((old?.ended && news.ended) || JSON.stringify(old) === JSON.stringify(news)) continue
      const dated = { ...news, at }
      if (!old || old.ended || !(await signalled(procedure.childId, dated))) await begun(procedure, dated)
    }
  }

  /** Where the school's year leaves something to its case, or wants one, it hears of the case's beginning, level and end. */
  async function tellTheYear(one: Turn): Promise<void> {
    const rules = policy.year.school?.deadlines ?? []
    const listens = rules.some((rule) => rule.unlessCase || rule.opens.on?.includes('case-wanted'))
    const news = ['case-opened', 'case-reopened', 'level-changed', 'case-closed']
    if (state.kind !== 'intervention' || !listens || !one.events.some((event) => news.includes(event.type))) return
    await tellYear.executeWithOptions({ summary: 'Tells the school’s year of its case' }, [
      { urn: state.school.urn, caseId: state.caseId, open: state.status === 'open', level: state.level },
    ])
  }

  /** Starts the procedure's workflow; one that runs already (after a reset, or still sending its last letters) takes the news instead. */
  async function begun(procedure: Procedure, news: ProcedureNews): Promise<void> {
    try {
      await startChild(procedure.type, {
        workflowId: procedure.childId,
        args: [{ news }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        typedSearchAttributes: searchAttributesOf(policy, state, news.deadlines).filter((pair) => pair.value !== null),
        staticSummary: `${news.title}: ${state.school.name}`.slice(0, 120),
      })
    } catch {
      log.warn(`The workflow ${procedure.childId} runs already`)
      await signalled(procedure.childId, news)
    }
  }

  /** Whether the procedure's workflow took the news; one that somebody terminated is started again. */
  async function signalled(childId: string, news: ProcedureNews): Promise<boolean> {
    try {
      await getExternalWorkflowHandle(childId).signal(procedureNews, news)
      return true
    } catch {
      log.warn(`The workflow ${childId} is gone and is started again`)
      return false
    }
  }

  function show(): void {
    const attributes = searchAttributesOf(policy, state)
    const text = JSON.stringify(attributes)
    if (text !== shown && state.level) upsertSearchAttributes(attributes)
    shown = text
    const next = momentsOf(state)[0]
    setCurrentDetails(
      caseDetails(
        policy,
        state,
        sent,
        !post.idle(),
        next ? `${next.at.slice(0, 16).replace('T', ' ')} ${next.what}` : undefined,
      ),
    )
  }

  /** A change that comes by signal is recorded or, where it cannot be, said in the log: it never stops the case. */
  async function quietly(work: () => Promise<unknown>): Promise<void> {
    await condition(() => running)
    if (state.status === 'closed') return
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      log.warn(policy.confidential ? 'A change could not be recorded in this case' : error.message)
    }
  }
}

const outcomeOf = (one: Turn): CommandOutcome => ({ entry: one.commandSeq, warnings: one.warnings })

/** A day that cannot be reckoned from a command's input is the command's fault. */
function asRefusal(error: unknown): never {
  const cause = error instanceof ActivityFailure ? error.cause : null
  if (cause instanceof ApplicationFailure && cause.type === 'Reckoning') throw new Refusal(cause.message, 'input')
  throw error
}

function asFailure(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  return ApplicationFailure.create({
    message: error.message,
    type: 'Refusal',
    nonRetryable: true,
    details: [error.kind],
  })
}
