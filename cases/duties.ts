import { formatDay } from '../calendar/day.ts'
import type { Policy } from '../policies/policy.ts'
import type { Command, CommandName, Input } from './commands.ts'
import { enterLevel, isLive, levelName } from './levels.ts'
import type { LetterOnRecord } from './receipts.ts'
import { meetWhatIsMet, rulesMetBy } from './meeting-duties.ts'
import type { Expenditure } from './expenditure.ts'
import type { Uses } from './money.ts'
import { insist } from './refusal.ts'
import type { Day } from './state.ts'
import { countVisitDays } from './year.ts'
import { meet, open, requirePast, ruleOf, tell, type Turn } from './turn.ts'

/** What was looked up in the records before a command is decided. */
export interface LookedUp {
  person?: { id: string; name: string; ofSchool: boolean }
  /** Who is away while the giver stands in. */
  absent?: { role: string; people: string[] }
  /** The edition that a case is to go on under, as its kind of case sees it. */
  policy?: Policy
  /** The letter whose receipt is acknowledged. */
  letter?: LetterOnRecord
  entry?: { seq: number; command: string; input: Record<string, unknown>; told: string[] }
  /** What support cost in the year so far, where the duty that is done reports it (ST-43). */
  expenditure?: Expenditure
  /** How far other cases use the capacities of the policy (ST-42). */
  uses?: Uses
}

/** Refuses a command whose duty does not belong to the level or category of the case. */
function requireLive(turn: Turn, command: Command): void {
  const rules = rulesMetBy(turn, command)
  const live = rules.some((rule) => isLive(turn, rule))
  const rule = rules[0]
  insist(
    live || !rule,
    `${command.name} does not belong to ${levelName(turn, turn.state.level)}${turn.state.category ? '' : ', outside an Ofsted category'} (${rule?.rule}): change the level or record the judgement first`,
  )
}

/** Records something done on a day and meets what it meets. */
function record(turn: Turn, command: Command, on: Day | undefined, field: string): void {
  const day = on ?? turn.today
  requirePast(turn, day, field)
  meetWhatIsMet(turn, command, day)
}

export function assignOfficer(turn: Turn, input: Input<'assignOfficer'>, looked: LookedUp): void {
  const command: Command = { name: 'assignOfficer', input }
  requireLive(turn, command)
  insist(
    looked.person,
    `There is no person "${input.person}" on record: add them, or name a person by id, mail address or role`,
    'input',
  )
  insist(
    !looked.person.ofSchool,
    `${looked.person.name} holds a role in a school: name an officer of the authority`,
    'input',
  )
  turn.state.assignments[input.role] = looked.person.id
  turn.state.officers = { ...turn.state.officers, [input.role]: looked.person.name }
  tell(turn, 'officer-assigned', {
    facts: { role: input.role, person: looked.person.name },
    extra: [input.role],
  })
  meetWhatIsMet(turn, command, turn.today)
}

export function nameImprovementCoordinator(turn: Turn, input: Input<'nameImprovementCoordinator'>): void {
  const command: Command = { name: 'nameImprovementCoordinator', input }
  requireLive(turn, command)
  turn.state.coordinator = { name: input.name, email: input.email }
  turn.state.setBy.coordinator = turn.commandSeq
  tell(turn, 'coordinator-named', { facts: { person: input.name } })
  meetWhatIsMet(turn, command, turn.today)
}

/** Each milestone becomes a deadline `milestone-1` …, owed by the headteacher (ST-13). */
export function agreeImprovementAgenda(turn: Turn, input: Input<'agreeImprovementAgenda'>): void {
  const command: Command = { name: 'agreeImprovementAgenda', input }
  requireLive(turn, command)
  for (const one of input.milestones) {
    insist(
      one.by >= turn.today,
      `milestones: "${one.what}" is for ${formatDay(one.by)}, which is past: name a day from today on`,
      'input',
    )
  }
  meetWhatIsMet(turn, command, turn.today)
  for (const rule of turn.policy.deadlines.filter((each) => each.opens.on?.includes('agenda-agreed'))) {
    for (const milestone of input.milestones) {
      const number = (turn.state.occurrences[rule.id] ?? 0) + 1
      turn.state.occurrences[rule.id] = number
      open(turn, rule.id, {
        id: `${rule.id}-${number}`,
        title: `${rule.title}: ${milestone.what}`,
        clock: { kind: 'fixed-day', day: milestone.by },
      })
    }
  }
}

export function completeMilestone(turn: Turn, input: Input<'completeMilestone'>): void {
  const on = input.completedOn ?? turn.today
  requirePast(turn, on, 'completedOn')
  const milestones = turn.state.deadlines.filter((one) =>
    ruleOf(turn.policy, one.ruleId).metBy.some((by) => by.command === 'completeMilestone'),
  )
  const found = milestones.find((one) => one.id === input.milestone)
  insist(
    found,
    `milestone: "${input.milestone}" is not open; open are: ${milestones.map((one) => one.id).join(', ') || 'none'}`,
  )
  meet(turn, found)
}

export function recordEvaluation(turn: Turn, input: Input<'recordEvaluation'>): void {
  record(turn, { name: 'recordEvaluation', input }, input.evaluatedOn, 'evaluatedOn')
  const rule = turn.policy.insufficientPace
  if (input.pace === 'insufficient' && rule && turn.state.level === rule.at) {
    enterLevel(turn, rule.to, `The evaluation shows insufficient pace (${rule.rule})`)
  }
}

export function recordVisit(turn: Turn, input: Input<'recordVisit'>): void {
  insist(Object.hasOwn(turn.policy.roles, input.by), `by: "${input.by}" is not a role of ${turn.policy.name}`, 'input')
  record(turn, { name: 'recordVisit', input }, input.visitedOn, 'visitedOn')
  countVisitDays(turn, input, input.visitedOn ?? turn.today)
}

export function recordMeeting(turn: Turn, input: Input<'recordMeeting'>): void {
  const command: Command = { name: 'recordMeeting', input }
  requireLive(turn, command)
  record(turn, command, input.heldOn, 'heldOn')
}

export function recordReport(turn: Turn, input: Input<'recordReport'>): void {
  const unknown = input.to.find((role) => !Object.hasOwn(turn.policy.roles, role))
  insist(!unknown, `to: "${unknown}" is not a role of ${turn.policy.name}`, 'input')
  const command: Command = { name: 'recordReport', input }
  requireLive(turn, command)
  meetWhatIsMet(turn, command, turn.today)
  tell(turn, 'progress-reported', { facts: { summary: input.summary }, extra: input.to })
}

/** Commands that only record, and meet the duty that belongs to the level. */
export function recordDuty<N extends CommandName>(name: N) {
  return (turn: Turn, input: Input<N>): void => {
    const command = { name, input } as Command
    requireLive(turn, command)
    meetWhatIsMet(turn, command, turn.today)
  }
}
