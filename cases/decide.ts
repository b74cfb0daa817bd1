import {
  assignOfficer,
  agreeImprovementAgenda,
  completeMilestone,
  nameImprovementCoordinator,
  recordDuty,
  recordEvaluation,
  recordMeeting,
  recordReport,
  recordVisit,
  type LookedUp,
} from './duties.ts'
import { agreeRhythm } from './agreed-rhythm.ts'
import { adoptPolicy } from './adopting.ts'
import { acknowledge, extendDeadline, resumeDeadline, suspendDeadline } from './deadline-commands.ts'
import { changeLevel, checkOpening, openCase } from './levels.ts'
import { acknowledgeReceipt } from './receipts.ts'
import { refuseExtension, requestExtension } from './more-time.ts'
import { agreeCategory, challengeCategory, confirmCategory, decideChallenge, recommendCategory } from './categories.ts'
import { closeCase, reopenCase } from './closing.ts'
import { announce, keepCode } from './code-of-practice.ts'
import { correctEntry } from './corrections.ts'
import {
  decideClosure,
  fileStatementOfAction,
  recordMonitoringVisit,
  recordOfstedJudgement,
  recordUrgentNotice,
} from './ofsted.ts'
import { decideReview } from './reviews.ts'
import {
  recordAppealDecision,
  recordWarningResponse,
  rescindWarningNotice,
  voidWarningNotice,
} from './notice-answers.ts'
import { assessContribution, planSupport, recordSupport } from './support.ts'
import { completeDuty, openYear } from './year.ts'
import { proposePowers, recordSecretaryOfState, usePower } from './powers.ts'
import {
  approveWarningNotice,
  issueWarningNotice,
  refuseWarningNotice,
  requestWarningNotice,
} from './warning-notice.ts'
import type { Command, CommandName, Input } from './commands.ts'
import { mayGive } from './permissions.ts'
import { insist } from './refusal.ts'
import { emit, type Turn } from './turn.ts'

type Decisions = { [N in CommandName]: (turn: Turn, input: Input<N>, looked: LookedUp) => void }

/** What each command does to a case. A refusal is thrown, with its sentence, and changes nothing. */
const decisions: Decisions = {
  openCase,
  changeLevel,
  assignOfficer,
  nameImprovementCoordinator,
  agreeImprovementAgenda,
  completeMilestone,
  agreeActionPlan: recordDuty('agreeActionPlan'),
  recordEvaluation,
  recordVisit,
  recordMeeting,
  assessContribution,
  planSupport,
  recordSupport,
  recordReport,
  recordOfstedJudgement,
  fileStatementOfAction,
  recordMonitoringVisit,
  recordUrgentNotice,
  decideClosure,
  requestWarningNotice,
  approveWarningNotice,
  refuseWarningNotice,
  issueWarningNotice,
  recordWarningResponse,
  recordAppealDecision,
  rescindWarningNotice,
  voidWarningNotice,
  proposePowers,
  usePower,
  decideReview,
  acknowledge,
  acknowledgeReceipt,
  requestExtension,
  extendDeadline,
  refuseExtension,
  suspendDeadline,
  resumeDeadline,
  recordSecretaryOfState,
  correctEntry,
  adoptPolicy,
  openYear,
  recommendCategory,
  agreeCategory,
  confirmCategory,
  challengeCategory,
  decideChallenge,
  agreeRhythm,
  completeDuty,
  announce,
  closeCase,
  reopenCase,
}

/** Whose place the giver takes while they are away: both are recorded. */
function absentOf(
  { policy, state, by }: Turn,
  command: Command,
  looked: LookedUp,
): { standsInFor?: string; absent?: string[] } {
  if (!by || command.name === 'openCase' || command.name === 'openYear') return {}
  const allowance = mayGive(policy, state, command, by.role, state.school.phase)
  if (!allowance.allowed || !allowance.onlyWhileAway) return {}
  return { standsInFor: allowance.onlyWhileAway, ...(looked.absent ? { absent: looked.absent.people } : {}) }
}

/** Carries out a command on the turn's copy of the case. Throws a Refusal with a sentence. */
export function decide(turn: Turn, command: Command, looked: LookedUp = {}): void {
  if (command.name === 'openCase') checkOpening(turn, command.input)
  else if (command.name === 'reopenCase')
    insist(turn.state.status === 'closed', 'The case is open already: only a closed case can be opened again')
  else if (command.name !== 'openYear')
    insist(turn.state.status === 'open', 'The case is closed: open it again first (reopenCase)')
  const entry = emit(turn, 'command', {
    command: command.name,
    as: turn.by?.role ?? null,
    person: turn.by?.personId ?? null,
    ...absentOf(turn, command, looked),
    input: command.input,
  })
  turn.commandSeq = entry.seq
  keepCode(turn, command)
  const decision = decisions[command.name] as (turn: Turn, input: unknown, looked: LookedUp) => void
  decision(turn, command.input, looked)
}
