import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A command of a life as the case file has it: when it was carried out, in whole seconds. */
export interface Dated {
  entry: number
  at: number
  command: string
  input: Record<string, unknown>
}

/** What must have come of a life by a moment, and what may have besides, where a second decides. */
export interface Expected {
  /** `deadline-missed visit#1 @1764064800`, as often as it must stand in the case file. */
  events: Map<string, Certainty>
  /** Keys of deadlines to what has become of them. */
  deadlines: Map<string, string>
  /** `…/visit#1/-0.1/sip` for a rung, `…/entry 1/concern/headteacher` for what a command tells. */
  letters: Map<string, Certainty>
  status: 'open' | 'closed'
}

export type Certainty = 'must' | 'may'

interface Rung {
  offset: number
  to: string[]
  every?: number
}

interface Rule {
  id: string
  owner: string
  opens: { atLevel?: string[]; inCategory?: string[]; on?: string[] }
  clock: { kind: string; minutes?: number }
  ladder: string
  chasedBy?: string
}

interface Paper {
  deadlines: Rule[]
  ladders: Record<string, { statutory: boolean; rungs: Rung[] }>
  roles: Record<string, { lineManager?: string }>
}

interface Owed {
  rule: Rule
  key: string
  openedAt: number
  /** The second in which it passes; never within a drill where its days are counted. */
  passes: number
  missed: boolean
}

/** Seconds in which the workflow of a procedure may not have heard yet that what it chases has ended. */
const newsMayTake = 60

const paper = parse(readFileSync(join(import.meta.dirname, 'drill.yaml'), 'utf8')) as Paper
const rungs = (rule: Rule) => paper.ladders[rule.ladder]?.rungs ?? []
const isStatutory = (rule: Rule) => paper.ladders[rule.ladder]?.statutory ?? false
const opening = (test: (rule: Rule) => boolean) => paper.deadlines.filter(test)
const onOccasion = (name: string) => opening((rule) => rule.opens.on?.includes(name) ?? false)

/** Whom a command's letters go to, whatever else it does. */
const told: Record<string, string> = {
  openCase: 'concern',
  changeLevel: 'level-changed',
  fileStatementOfAction: 'statement-filed',
  requestWarningNotice: 'notice-requested',
  approveWarningNotice: 'notice-approved',
  issueWarningNotice: 'warning-notice',
  recordWarningResponse: 'notice-answered',
  rescindWarningNotice: 'notice-rescinded',
  closeCase: 'case-closed',
  reopenCase: 'case-reopened',
}

const meets: Record<string, string> = {
  recordVisit: 'visit',
  agreeActionPlan: 'plan',
  assessContribution: 'contribution',
  recordMeeting: 'formal-meeting',
  fileStatementOfAction: 'statement-of-action',
  approveWarningNotice: 'approve-warning-notice',
  issueWarningNotice: 'issue-warning-notice',
  recordWarningResponse: 'warning-notice-response',
}

/**
 * What the drill's paper says of a life, worked out another way than the service does: second by second from the first command
 * on, each deadline looked at in each. Within a second commands come first; what falls in the very second in which a command
 * ends it may have happened or not.
 */
export function expectationOf(caseId: string, commands: Dated[], until: number): Expected {
  const expected: Expected = { events: new Map(), deadlines: new Map(), letters: new Map(), status: 'open' }
  const numbers = new Map<string, number>()
  let owed: Owed[] = []
  let kept: Owed[] = []
  let level = ''

  const event = (type: string, key: string, at: number, certainty: Certainty = 'must') =>
    expected.events.set(`${type} ${key} @${at}`, certainty)
  const letter = (name: string, certainty: Certainty = 'must') => {
    const thing = `${caseId}/${name}`
    if (expected.letters.get(thing) !== 'must') expected.letters.set(thing, certainty)
  }

  function open(rule: Rule, at: number): Owed {
    const number = (numbers.get(rule.id) ?? 0) + 1
    numbers.set(rule.id, number)
    const { minutes } = rule.clock
    const passes = minutes === undefined ? Infinity : at + Math.round(minutes * 60)
    const one = { rule, key: `${rule.id}#${number}`, openedAt: at, passes, missed: false }
    owed.push(one)
    event('deadline-opened', one.key, at)
    return one
  }

  function end(one: Owed, how: 'met' | 'cancelled', at: number) {
    owed = owed.filter((other) => other !== one)
    event(`deadline-${how}`, one.key, at)
    expected.deadlines.set(one.key, how)
    if (one.passes === at) event('deadline-missed', one.key, at, 'may')
    const grace = one.rule.chasedBy ? newsMayTake : 0
    for (let second = at; second <= at + grace; second++) climb(one, second, 'may')
  }

  /** The letters of the rungs that fall on a second. */
  function climb(one: Owed, second: number, certainty: Certainty) {
    if (one.passes === Infinity) return
    for (const rung of rungs(one.rule)) {
      for (let offset = rung.offset; second >= one.passes + Math.round(offset * 60); offset += rung.every ?? Infinity) {
        const falls = one.passes + Math.round(offset * 60)
        if (falls !== second || falls <= one.openedAt) continue
        const to = rung.to.map((role) =>
          role === 'owner' ? one.rule.owner : role === 'line-manager' ? paper.roles[one.rule.owner]?.lineManager : role,
        )
        for (const role of new Set(to)) letter(`${one.key}/${Math.round(offset * 1e6) / 1e6}/${role}`, certainty)
      }
    }
  }

  /** What somebody newly owes is told at once: together, but each statutory thing in a letter of its own. */
  function tellOwed(entry: number, opened: Owed[]) {
    for (const { rule, key } of opened)
      letter(`entry ${entry}/now-owed/${rule.owner}${isStatutory(rule) ? `/${key}` : ''}`)
  }

  const notOwed = (rule: Rule) => !owed.some((one) => one.rule === rule)
  const cancelAll = (at: number, which: (one: Owed) => boolean) =>
    owed.filter(which).forEach((one) => end(one, 'cancelled', at))

  function enter(next: string, at: number): Owed[] {
    const before = level
    level = next
    cancelAll(at, ({ rule }) => (rule.opens.atLevel ? !rule.opens.atLevel.includes(next) : false))
    return opening(({ opens }) => Boolean(opens.atLevel?.includes(next) && !opens.atLevel.includes(before)))
      .filter(notOwed)
      .map((rule) => open(rule, at))
  }

  function carryOut({ command, input, at, entry }: Dated): Owed[] {
    const met = owed.find((one) => one.rule.id === meets[command])
    if (met) end(met, 'met', at)
    if (told[command]) letter(`entry ${entry}/${told[command]}/headteacher`)
    switch (command) {
      case 'openCase':
        return enter(String(input['level']), at)
      case 'changeLevel':
        return enter(String(input['to']), at)
      case 'recordOfstedJudgement': {
        letter(`entry ${entry}/category-entered/headteacher`)
        letter(`entry ${entry}/level-changed/headteacher`)
        const raised = enter('intensive', at)
        const ofCategory = opening(({ opens }) => opens.inCategory?.includes(String(input['judgement'])) ?? false)
        return [...raised, ...[...ofCategory, ...onOccasion('report-received')].map((rule) => open(rule, at))]
      }
      case 'requestWarningNotice':
        return onOccasion('notice-requested').map((rule) => open(rule, at))
      case 'approveWarningNotice':
        return onOccasion('notice-approved').map((rule) => open(rule, at))
      case 'issueWarningNotice':
        return onOccasion('notice-issued').map((rule) => open({ ...rule, clock: { kind: 'days' } }, at))
      case 'closeCase':
        kept = [...owed]
        cancelAll(at, () => true)
        expected.status = 'closed'
        return []
      case 'reopenCase':
        expected.status = 'open'
        return kept.map(({ rule }) => open(rule, at))
      default:
        return []
    }
  }

  const first = commands[0]?.at ?? until
  for (let second = first; second <= until; second++) {
    for (const one of commands) if (one.at === second) tellOwed(one.entry, carryOut(one))
    for (const one of owed) {
      if (one.passes === second) {
        one.missed = true
        event('deadline-missed', one.key, second)
      }
      climb(one, second, 'must')
    }
  }
  for (const one of owed) expected.deadlines.set(one.key, one.missed ? 'missed' : 'open')
  return expected
}
