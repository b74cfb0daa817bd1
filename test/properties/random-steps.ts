import fc from 'fast-check'
import { commandNames, type Command, type CommandName } from '../../cases/commands.ts'
import type { CaseEvent } from '../../cases/events.ts'
import { rolesThatMay } from '../../cases/permissions.ts'
import type { CaseState } from '../../cases/state.ts'
import type { Policy } from '../../policies/policy.ts'
import { promisesOf } from '../../policies/promises.ts'

/** What chance has thrown for one step; what it comes to depends on where the case stands then. */
export interface Roll {
  /** Days and minutes after the step before. */
  days: number
  minutes: number
  what: Happening
  /** Who gives it: whoever may, or anybody. */
  who: number
  rightful: boolean
  /** How many days ago it happened that is recorded now. */
  late: number
  /** How it is wrong, if it is. */
  wrong: 'not' | 'a field too many' | 'a field too few' | 'in the future' | 'empty' | 'another type'
  picks: number[]
}

export type Happening = CommandName | 'proclaimHoliday' | 'publishTerms' | 'replaceSchool'

/** A step as a scenario has it. */
export interface Step {
  on: string
  as: string
  command: string
  input: Record<string, unknown>
}

/** What a story is about comes more often than what refuses nearly always. */
const often: CommandName[] = [
  'changeLevel',
  'recordOfstedJudgement',
  'recordEvaluation',
  'recordVisit',
  'fileStatementOfAction',
  'suspendDeadline',
  'suspendDeadline',
  'resumeDeadline',
  'resumeDeadline',
  'extendDeadline',
  'requestExtension',
  'refuseExtension',
  'acknowledge',
  'correctEntry',
  'reopenCase',
]
const happenings: Happening[] = [
  ...commandNames.filter((name) => name !== 'closeCase'),
  ...often,
  'closeCase',
  'proclaimHoliday',
  'proclaimHoliday',
  'publishTerms',
  'replaceSchool',
]

export const anyRoll: fc.Arbitrary<Roll> = fc.record({
  days: fc.oneof(fc.nat(12), fc.nat(12), fc.nat(60)),
  minutes: fc.nat(1439),
  what: fc.constantFrom(...happenings),
  who: fc.nat(20),
  rightful: fc.integer({ min: 0, max: 9 }).map((number) => number < 9),
  late: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(10), fc.nat(100)),
  wrong: fc.oneof(
    { weight: 12, arbitrary: fc.constant('not' as const) },
    fc.constantFrom('a field too many', 'a field too few', 'in the future', 'empty', 'another type'),
  ),
  picks: fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }),
})

export const anyRolls = fc.array(anyRoll, { minLength: 1, maxLength: 30 })

export const dayLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export interface Situation {
  policy: Policy
  state: CaseState
  events: CaseEvent[]
  on: string
}

/** The next step of a warning notice's story, where chance asks for any of its steps; else the notice would hardly come anywhere. */
function apt({ what, rightful, picks: [, , , number = 0] }: Roll, { status, notice }: CaseState): Happening {
  if (status === 'closed' && number % 3) return 'reopenCase'
  if (!rightful || !aboutNotices.includes(what)) return what
  if (!notice || notice.ended) return notice?.ended && number % 3 === 0 ? 'usePower' : 'requestWarningNotice'
  if (notice.stage === 'requested') return number % 6 ? 'approveWarningNotice' : 'refuseWarningNotice'
  if (notice.stage === 'approved') return 'issueWarningNotice'
  if (notice.stage === 'appealed') return 'recordAppealDecision'
  if (what === 'rescindWarningNotice' || what === 'voidWarningNotice') return what
  if (notice.stage === 'issued' && !notice.answered) return number % 4 ? 'recordWarningResponse' : 'proposePowers'
  return notice.proposed && number % 2 ? 'usePower' : 'proposePowers'
}

const aboutNotices: Happening[] = [
  'requestWarningNotice',
  'approveWarningNotice',
  'refuseWarningNotice',
  'issueWarningNotice',
  'recordWarningResponse',
  'recordAppealDecision',
  'rescindWarningNotice',
  'voidWarningNotice',
  'proposePowers',
  'usePower',
]

/** The step that a roll comes to. */
export function stepOf(thrown: Roll, { policy, state, events, on }: Situation): Omit<Step, 'on'> {
  const roll = { ...thrown, what: apt(thrown, state) }
  const today = on.slice(0, 10)
  const pick = <T>(all: readonly T[], which: number): T => all[(roll.picks[which] ?? 0) % Math.max(all.length, 1)]!
  const name = roll.what as CommandName
  const past = roll.wrong === 'in the future' ? dayLater(today, 1 + roll.late) : dayLater(today, -roll.late)
  const sometime = (which: number, within = 200) => dayLater(today, (roll.picks[which] ?? 0) % within)
  const input = spoilt(roll, inputOf())
  return { as: giver(), command: roll.what, input }

  function giver(): string {
    const roles = Object.keys(policy.roles)
    if (!roll.rightful) return pick(roles, 3)
    try {
      const may = rolesThatMay(policy, state, { name, input } as Command).filter((role) => policy.roles[role])
      return may[roll.who % Math.max(may.length, 1)] ?? 'administrator'
    } catch {
      return 'administrator'
    }
  }

  function inputOf(): Record<string, unknown> {
    const reason = 'It is so'
    const owed = state.deadlines.map((one) => ((roll.picks[1] ?? 0) % 2 && one.due ? `${one.id}@${one.due}` : one.id))
    const suspended = state.deadlines.filter((one) => one.status === 'suspended').map((one) => one.id)
    const deadline = pick(owed.length ? owed : ['nothing'], 0)
    switch (roll.what) {
      case 'changeLevel':
        return { to: pick(policy.levels, 0).id, reason }
      case 'openCase':
      case 'closeCase':
      case 'reopenCase':
      case 'approveWarningNotice':
      case 'refuseWarningNotice':
      case 'rescindWarningNotice':
      case 'voidWarningNotice':
      case 'challengeCategory':
        return { reason }
      case 'adoptPolicy':
        return { edition: 'another', reason }
      case 'openYear':
        return { authority: policy.authority }
      case 'recommendCategory':
      case 'confirmCategory':
        return { category: pick(policy.levels, 0).id, reason }
      case 'agreeCategory':
        return { of: pick(['headteacher', 'chair-of-governors'], 0), view: pick(['agreed', 'not-agreed'], 1), reason }
      case 'decideChallenge':
        return { decision: 'stands', reason }
      case 'agreeRhythm':
        return { duty: deadline, every: pick(['week', 'fortnight'], 1) }
      case 'completeDuty':
        return { duty: deadline, completedOn: past, summary: 'Done' }
      case 'announce':
        return {
          what: pick([...promisesOf(policy).map((one) => one.id), 'nothing'], 0),
          on: sometime(1, 40),
          ...pick([{}, { to: pick(policy.levels, 2).id }], 2),
          ...pick([{}, { shortNotice: 'It cannot wait' }], 1),
          reason,
        }
      case 'assignOfficer':
        return {
          role: pick(['assigned-officer', 'lead-project-officer'], 0),
          person: pick([...Object.keys(policy.roles), 'nobody'], 1),
        }
      case 'nameImprovementCoordinator':
        return { name: 'C. Dean', email: 'dean@example.org' }
      case 'agreeImprovementAgenda':
        return {
          milestones: [
            { what: 'One', by: sometime(0) },
            { what: 'Another', by: sometime(1) },
          ].slice(pick([0, 1], 2)),
        }
      case 'completeMilestone': {
        const milestones = state.deadlines.filter((one) => one.clock.kind === 'fixed-day').map((one) => one.id)
        return {
          milestone: pick(milestones.length ? milestones : ['milestone-1'], 0),
          completedOn: past,
          evidence: 'Seen',
        }
      }
      case 'agreeActionPlan':
        return { priorities: ['Reading'] }
      case 'recordEvaluation':
        return { pace: pick(['sufficient', 'sufficient', 'insufficient'], 0), evidence: 'Seen', evaluatedOn: past }
      case 'recordVisit':
        return { by: pick(['sip', 'sip', ...Object.keys(policy.roles)], 0), visitedOn: past, report: 'Seen' }
      case 'recordMeeting':
        return {
          group: pick(['project-group', 'core-group', 'formal-meeting', 'lead-officer'], 0),
          heldOn: past,
          minutes: 'Said',
        }
      case 'assessContribution':
        return { days: 10, amount: 0 }
      case 'planSupport':
      case 'recordSupport': {
        const day = roll.what === 'planSupport' ? { from: sometime(1) } : { on: past, impact: 'Better' }
        const over = (roll.picks[2] ?? 0) % 2 ? { over: reason } : {}
        return { kind: pick(['audit', 'monitoring', 'strategy'], 0), days: pick([1, 2, 12], 3), ...day, ...over }
      }
      case 'recordReport':
        return { to: [pick(Object.keys(policy.roles), 0)], summary: 'Better' }
      case 'recordOfstedJudgement':
        return {
          judgement: pick(
            ['special-measures', 'special-measures', 'notice-to-improve', 'potential-revisit', 'no-category'],
            0,
          ),
          publishedOn: dayLater(past, -pick([0, 3, 14], 1)),
          receivedOn: past,
          fits: pick(['yes', 'yes', 'too-harsh', 'too-generous'], 2),
        }
      case 'fileStatementOfAction':
        return { filedOn: past, document: 'A', parents: 'Asked', parentalChampion: 'None: too few' }
      case 'recordMonitoringVisit':
        return { number: pick([1, 2, 3], 0), visitedOn: past, progress: pick(['adequate', 'inadequate'], 1) }
      case 'recordUrgentNotice':
        return { receivedOn: past, ...pick([{}, { days: 5 }], 0) }
      case 'decideClosure':
        return { decision: pick(['reconsider-closure', 'new-statement'], 0), reason }
      case 'requestWarningNotice':
        return { grounds: [pick(Object.keys(policy.grounds), 0)], evidence: 'Seen' }
      case 'issueWarningNotice':
        return {
          givenOn: past,
          matters: 'A',
          actionRequired: 'B',
          actionMinded: 'C',
          representations: 'D',
          ...pick([{}, {}, { complyBy: sometime(1, 40) }], 0),
        }
      case 'recordWarningResponse':
        return { kind: pick(['response', 'appeal', 'both'], 0), receivedOn: past, summary: 'E' }
      case 'recordAppealDecision':
        return { decision: pick(['confirmed', 'confirmed', 'not-confirmed'], 0), decidedOn: past }
      case 'proposePowers':
        return { powers: [pick(Object.keys(policy.powers), 0)], reason }
      case 'usePower':
        return {
          power: pick(state.notice?.proposed ?? Object.keys(policy.powers), 0),
          consentedOn: dayLater(past, -1),
          usedOn: past,
          reason,
        }
      case 'decideReview': {
        const decision = pick(['continue', 'continue', 'change-level', 'refer-to-dmt', 'close'], 1)
        return {
          review: pick(['two-term-review', 'three-term-review'], 0),
          decision,
          ...(decision === 'continue' ? { until: sometime(2) } : {}),
          reason,
        }
      }
      case 'acknowledge':
        return { deadline, ...pick([{}, { promisedFor: sometime(2, 30) }], 2) }
      case 'requestExtension':
      case 'extendDeadline':
        return { deadline, to: sometime(2, 300), reason }
      case 'refuseExtension': {
        const asked = state.deadlines.filter((one) => one.asked).map((one) => one.id)
        return { deadline: pick(asked.length ? asked : [deadline], 0), reason }
      }
      case 'acknowledgeReceipt':
        return { letter: pick(['concern', 'warning-notice'], 0), receivedOn: past }
      case 'suspendDeadline':
        return { deadline, reason }
      case 'resumeDeadline':
        return { deadline: pick(suspended.length ? suspended : owed.length ? owed : ['nothing'], 0), reason }
      case 'recordSecretaryOfState':
        return { event: pick(['told', 'told', 'will-act', 'will-not-act'], 0), on: past }
      case 'correctEntry':
        return correction()
      case 'proclaimHoliday':
        return { date: sometime(0, 60), name: 'A day proclaimed' }
      case 'publishTerms':
        return { after: roll.picks[0], shift: pick([-3, -1, 1, 4, 7], 1) }
      case 'replaceSchool':
        return { to: String(900_100 + ((roll.picks[0] ?? 0) % 3)) }
      default:
        return { reason }
    }
  }

  /** Another day, or other words, of an earlier command. */
  function correction(): Record<string, unknown> {
    const commands = events.filter((one) => one.type === 'command')
    const entry = commands.length ? pick(commands, 0) : undefined
    const given = (entry?.input ?? {}) as Record<string, unknown>
    const fields = Object.keys(given).filter((field) => typeof given[field] === 'string')
    const field = fields.length ? pick(fields, 1) : 'note'
    const isDay = /^\d{4}-\d\d-\d\d$/.test(String(given[field]))
    const day = dayLater(isDay ? String(given[field]) : today, pick([-20, -5, -1, 1, 5, 20], 2))
    return { entry: entry?.seq ?? 1, input: { [field]: isDay ? day : 'In other words' }, reason: 'It was wrong' }
  }
}

function spoilt(roll: Roll, input: Record<string, unknown>): Record<string, unknown> {
  const [field = 'reason'] = Object.keys(input)
  if (['proclaimHoliday', 'publishTerms', 'replaceSchool'].includes(roll.what)) return input
  if (roll.wrong === 'a field too many') return { ...input, colour: 'red' }
  if (roll.wrong === 'a field too few') return Object.fromEntries(Object.entries(input).slice(1))
  if (roll.wrong === 'empty') return { ...input, [field]: '' }
  if (roll.wrong === 'another type') return { ...input, [field]: 7 }
  return input
}
