import { describe, expect, it } from 'vitest'
import { commandNames, type Command, type CommandName } from '../../cases/commands.ts'
import { mayGive } from '../../cases/permissions.ts'
import { caseOnPaper, staffordshire } from './case-on-paper.ts'

const dsimAndUp = ['dsim', 'head-of-sid', 'deputy-director', 'director']
const headAndUp = ['head-of-sid', 'deputy-director', 'director']
const school = ['headteacher', 'chair-of-governors']
const outside = ['diocesan-education-officer', 'foundation-appointer', 'chief-inspector', 'secretary-of-state']
/** Whoever stands in for one of these roles may act while they are away: in a primary school. */
const standIns: Record<string, string> = { 'head-of-sid': 'deputy-head-of-sid-primary', director: 'deputy-director' }

/** Section 4, 'Who may': the command, an input where it matters, and the roles. */
const table: [CommandName, Record<string, unknown>, string[]][] = [
  ['openCase', {}, dsimAndUp],
  ['changeLevel', {}, dsimAndUp],
  ['adoptPolicy', {}, dsimAndUp],
  ['closeCase', {}, dsimAndUp],
  ['reopenCase', {}, dsimAndUp],
  ['decideReview', { review: 'two-term-review' }, dsimAndUp],
  ['requestWarningNotice', {}, dsimAndUp],
  ['recordOfstedJudgement', {}, dsimAndUp],
  ['recordMonitoringVisit', {}, dsimAndUp],
  ['recordUrgentNotice', {}, dsimAndUp],
  ['recordAppealDecision', {}, dsimAndUp],
  ['suspendDeadline', {}, dsimAndUp],
  ['resumeDeadline', {}, dsimAndUp],
  ['extendDeadline', {}, dsimAndUp],
  ['correctEntry', {}, dsimAndUp],
  ['rescindWarningNotice', {}, headAndUp],
  ['decideClosure', {}, headAndUp],
  ['recordSecretaryOfState', {}, headAndUp],
  ['proposePowers', {}, ['head-of-sid', 'director']],
  ['voidWarningNotice', {}, ['head-of-sid', 'director']],
  ['approveWarningNotice', {}, ['head-of-sid']],
  ['refuseWarningNotice', {}, ['head-of-sid']],
  ['issueWarningNotice', {}, ['director']],
  ['usePower', {}, ['director']],
  ['assignOfficer', { role: 'assigned-officer' }, [...dsimAndUp, 'administrator']],
  ['assignOfficer', { role: 'lead-project-officer' }, [...dsimAndUp, 'administrator']],
  ['nameImprovementCoordinator', {}, [...school, 'administrator']],
  ['agreeImprovementAgenda', {}, ['assigned-officer', ...dsimAndUp, 'administrator']],
  ['completeMilestone', {}, [...school, 'administrator']],
  ['agreeActionPlan', {}, ['lead-project-officer', ...dsimAndUp, 'administrator']],
  ['recordEvaluation', {}, [...school, 'lead-project-officer', ...dsimAndUp, 'administrator']],
  ['recordVisit', { by: 'sip' }, ['sip', ...dsimAndUp, 'administrator']],
  ['recordMeeting', { group: 'project-group' }, ['lead-project-officer', ...dsimAndUp, 'administrator']],
  ['recordMeeting', { group: 'core-group' }, [...dsimAndUp, 'administrator']],
  ['recordMeeting', { group: 'formal-meeting' }, [...headAndUp, 'administrator']],
  ['assessContribution', {}, [...dsimAndUp, 'administrator']],
  ['planSupport', {}, dsimAndUp],
  ['recordSupport', {}, [...dsimAndUp, 'assigned-officer', 'lead-project-officer', 'finance', 'administrator']],
  ['recordReport', {}, [...dsimAndUp, 'administrator']],
  ['fileStatementOfAction', {}, [...dsimAndUp, 'administrator']],
  ['recordWarningResponse', { kind: 'response' }, [...school, 'improvement-coordinator', 'administrator']],
  [
    'acknowledgeReceipt',
    { letter: 'concern' },
    [...school, 'improvement-coordinator', ...outside, ...dsimAndUp, 'administrator'],
  ],
  ['refuseExtension', {}, dsimAndUp],
  ['requestExtension', { deadline: 'sip-visit' }, ['sip', ...dsimAndUp, 'administrator']],
  [
    'requestExtension',
    { deadline: 'name-improvement-coordinator' },
    [...school, 'improvement-coordinator', 'administrator'],
  ],
  ['announce', { what: 'visit' }, ['administrator']],
  ['acknowledge', { deadline: 'sip-visit' }, ['sip', ...dsimAndUp, 'administrator']],
  [
    'acknowledge',
    { deadline: 'name-improvement-coordinator' },
    [...school, 'improvement-coordinator', 'administrator'],
  ],
]

function stageTwo() {
  const paper = caseOnPaper()
  const input = { authority: 'staffordshire', school: '900001', level: 'stage-2', reasons: ['budget'], summary: 's' }
  paper.give('2025-03-03', 'dsim', 'openCase', input)
  return paper.state()
}
let known: ReturnType<typeof stageTwo> | undefined
const roles = Object.keys(staffordshire.roles)
const ask = (name: CommandName, input: object, role: string, phase = 'primary') =>
  mayGive(staffordshire, (known ??= stageTwo()), { name, input } as unknown as Command, role, phase)

/** Commands on a school's year; a case has none of them. */
const ofTheYear =
  'openYear completeDuty agreeRhythm recommendCategory agreeCategory confirmCategory challengeCategory decideChallenge'.split(
    ' ',
  )

describe('who may give a command (section 4)', () => {
  it('says it of every command on a case of section 3', () => {
    const ofACase = commandNames.filter((name) => !ofTheYear.includes(name))
    expect([...new Set(table.map(([name]) => name))].toSorted()).toEqual(ofACase.toSorted())
  })

  it.each(table)('%s %o: %j', (name, input, may) => {
    const allowed = roles.filter((role) => {
      const answer = ask(name, input, role)
      return answer.allowed && !answer.onlyWhileAway
    })
    expect(allowed.toSorted()).toEqual(may.toSorted())
  })

  it.each(table)('%s %o, standing in, only while they are away', (name, input, may) => {
    const standing = roles.flatMap((role) => {
      const answer = ask(name, input, role)
      return answer.allowed && answer.onlyWhileAway ? [[role, answer.onlyWhileAway]] : []
    })
    const expected = may.map((role) => [standIns[role], role]).filter(([by]) => by && !may.includes(by))
    expect(standing.toSorted()).toEqual(expected.toSorted())
  })

  it('takes the deputy of the school’s phase, special and all-through schools counting as secondary', () => {
    const deputies = ['primary', 'secondary', 'special', 'all-through'].map((phase) =>
      roles.filter((role) => {
        const answer = ask('approveWarningNotice', {}, role, phase)
        return answer.allowed && answer.onlyWhileAway === 'head-of-sid'
      }),
    )
    expect(deputies).toEqual([
      ['deputy-head-of-sid-primary'],
      ['deputy-head-of-sid-secondary'],
      ['deputy-head-of-sid-secondary'],
      ['deputy-head-of-sid-secondary'],
    ])
  })

  it('says in a sentence who may, by title', () => {
    const answer = ask('issueWarningNotice', {}, 'headteacher')
    expect(answer).toEqual({
      allowed: false,
      sentence:
        "issueWarningNotice may not be given by the headteacher, but by Corporate Director of Children's Services",
    })
  })

  it('refuses a role that nobody knows, and a name that every object has', () => {
    for (const role of ['nobody', '', 'constructor', '__proto__'])
      for (const name of commandNames.filter((one) => one !== 'acknowledge' && one !== 'requestExtension'))
        expect(ask(name, {}, role).allowed, `${role} ${name}`).toBe(false)
  })
})
