import { describe, expect, it } from 'vitest'
import { commandDescriptions, commandNames, readCommand, sentenceOf, type CommandName } from '../../cases/commands.ts'
import { caseOnPaper, type CaseOnPaper } from './case-on-paper.ts'

/** A right input of every command, all its fields given. */
const right: Record<CommandName, Record<string, unknown>> = {
  openCase: { authority: 'staffordshire', school: '900001', level: 'stage-1', reasons: ['budget'], summary: 's' },
  changeLevel: { to: 'stage-2', reason: 'r' },
  adoptPolicy: { edition: '2026', reason: 'r' },
  assignOfficer: { role: 'assigned-officer', person: 'p' },
  nameImprovementCoordinator: { name: 'A', email: 'a@example.org' },
  agreeImprovementAgenda: { milestones: [{ what: 'w', by: '2025-03-03' }] },
  completeMilestone: { milestone: 'milestone-1', completedOn: '2025-03-03', evidence: 'e' },
  agreeActionPlan: { priorities: ['p'], document: 'd' },
  recordEvaluation: { pace: 'sufficient', evidence: 'e' },
  recordVisit: { by: 'sip', visitedOn: '2025-03-03', report: 'r', days: 1 },
  recordMeeting: { group: 'project-group', heldOn: '2025-03-03', minutes: 'm' },
  assessContribution: { days: 3, amount: 0 },
  planSupport: {
    kind: 'strategy',
    days: 12,
    amount: 5_760,
    officer: 'p',
    underAgreement: false,
    over: 'r',
    from: '2025-03-03',
    until: '2025-03-04',
    stream: 's',
  },
  recordSupport: {
    kind: 'strategy',
    days: 12,
    amount: 5_760,
    officer: 'p',
    underAgreement: false,
    over: 'r',
    on: '2025-03-03',
    until: '2025-03-04',
    stream: 's',
    impact: 'i',
  },
  recordReport: { to: ['dmt'], summary: 's' },
  recordOfstedJudgement: {
    judgement: 'special-measures',
    publishedOn: '2025-03-03',
    receivedOn: '2025-03-04',
    fits: 'yes',
  },
  fileStatementOfAction: { filedOn: '2025-03-03', document: 'd', parents: 'p', parentalChampion: 'none: too small' },
  recordMonitoringVisit: { number: 2, visitedOn: '2025-03-03', progress: 'inadequate' },
  recordUrgentNotice: { receivedOn: '2025-03-03', days: 7 },
  decideClosure: { decision: 'new-statement', reason: 'r' },
  requestWarningNotice: { grounds: ['serious-breakdown'], evidence: 'e' },
  approveWarningNotice: { reason: 'r' },
  refuseWarningNotice: { reason: 'r' },
  issueWarningNotice: {
    givenOn: '2025-03-03',
    matters: 'm',
    actionRequired: 'a',
    actionMinded: 'a',
    representations: 'r',
    complyBy: '2025-04-03',
  },
  recordWarningResponse: { kind: 'response', receivedOn: '2025-03-03', summary: 's' },
  recordAppealDecision: { decision: 'confirmed', decidedOn: '2025-03-03' },
  rescindWarningNotice: { reason: 'r' },
  voidWarningNotice: { reason: 'r' },
  proposePowers: { powers: ['additional-governors'], reason: 'r' },
  usePower: { power: 'interim-executive-board', consentedOn: '2025-03-03', usedOn: '2025-03-03', reason: 'r' },
  decideReview: { review: 'two-term-review', decision: 'continue', until: '2025-03-03', reason: 'r' },
  acknowledge: { deadline: 'sip-visit', promisedFor: '2025-03-03' },
  acknowledgeReceipt: { letter: 'concern', receivedOn: '2025-03-03' },
  requestExtension: { deadline: 'sip-visit', to: '2025-03-03', reason: 'r' },
  extendDeadline: { deadline: 'sip-visit', to: '2025-03-03', reason: 'r' },
  refuseExtension: { deadline: 'sip-visit', reason: 'r' },
  suspendDeadline: { deadline: 'sip-visit', reason: 'r' },
  resumeDeadline: { deadline: 'sip-visit', reason: 'r' },
  recordSecretaryOfState: { event: 'told', on: '2025-03-03' },
  correctEntry: { entry: 1, input: { summary: 's' }, reason: 'r' },
  openYear: { authority: 'staffordshire' },
  recommendCategory: { category: 'category-3', support: 'high', reason: 'r' },
  agreeCategory: { of: 'headteacher', view: 'agreed', reason: 'r' },
  confirmCategory: { category: 'category-3', support: 'high', reason: 'r' },
  challengeCategory: { reason: 'r' },
  decideChallenge: { decision: 'changed', category: 'category-2', reason: 'r' },
  agreeRhythm: { duty: 'leaders-meeting', every: 'week' },
  completeDuty: { duty: 'school-profile', completedOn: '2025-03-03', summary: 's', document: 'd' },
  announce: { what: 'visit', on: '2025-03-03', toldOn: '2025-03-03', to: 'challenge', reason: 'r', shortNotice: 's' },
  closeCase: { reason: 'r' },
  reopenCase: { reason: 'r' },
}
/** What contract section 3 lets be left out: what defaults to today, and what only some regimes or decisions have. */
const optional = [
  'completedOn visitedOn heldOn publishedOn receivedOn filedOn givenOn decidedOn usedOn on'.split(' '),
  'document representations complyBy consentedOn days until promisedFor support fits'.split(' '),
  'officer underAgreement over from impact stream'.split(' '),
].flat()
/** What only some decisions have. */
const sometimes = [
  'agreeCategory.reason',
  'decideChallenge.category',
  'planSupport.amount',
  'recordSupport.amount',
  'announce.toldOn',
  'announce.to',
  'announce.shortNotice',
]
const dayFields =
  'by completedOn visitedOn heldOn publishedOn receivedOn filedOn givenOn decidedOn usedOn on toldOn complyBy consentedOn until promisedFor from'.split(
    ' ',
  )
/** Commands on a school's year, not on a case. */
const ofTheYear =
  'openYear agreeRhythm recommendCategory agreeCategory confirmCategory challengeCategory decideChallenge'.split(' ')
const isOptional = (name: string, field: string) =>
  (optional.includes(field) || sometimes.includes(`${name}.${field}`)) &&
  !(field === 'document' && name === 'fileStatementOfAction') &&
  !(field === 'on' && name === 'announce') &&
  !(field === 'days' && ['assessContribution', 'planSupport', 'recordSupport'].includes(name))

const fields = commandNames.flatMap((name) => Object.keys(right[name]).map((field) => [name, field] as const))
const without = (name: CommandName, field: string) =>
  Object.fromEntries(Object.entries(right[name]).filter(([key]) => key !== field))
const refusalOf = (name: string, input: unknown): string => {
  const read = readCommand(name, input)
  expect(read.ok, `${name} ${JSON.stringify(input)?.slice(0, 100)} is accepted`).toBe(false)
  return read.ok ? '' : sentenceOf(read.faults)
}

describe('the input of a command (section 3)', () => {
  it('has the 36 names of the contract, the 7 of the year, how often something is done, the 2 of money, the 3 of receipts and more time, the adoption of an edition and the announcement, each with a sentence', () => {
    expect(commandNames).toHaveLength(51)
    for (const name of commandNames) expect(commandDescriptions[name].length).toBeGreaterThan(20)
  })

  it.each(commandNames)('%s is accepted with all its fields, and with a note', (name) => {
    expect(readCommand(name, right[name])).toEqual({ ok: true, command: { name, input: right[name] } })
    expect(readCommand(name, { ...right[name], note: ' seen by DIRG ' })).toMatchObject({
      ok: true,
      command: { input: { note: 'seen by DIRG' } },
    })
  })

  it.each(fields)('%s without %s: refused by name, or defaults', (name, field) => {
    if (isOptional(name, field)) expect(readCommand(name, without(name, field)).ok).toBe(true)
    else expect(refusalOf(name, without(name, field))).toContain(field)
  })

  it.each(fields)('%s with a wrong %s: refused by name', (name, field) => {
    const value = right[name][field]
    const wrong: unknown[] = [
      null,
      {},
      typeof value === 'boolean' ? 'true' : true,
      '',
      '   ',
      Array.isArray(value) ? [] : [value],
    ]
    if (typeof value === 'string' && field !== 'school' && field !== 'milestone') wrong.push(7)
    if (typeof value === 'number') wrong.push('7', -1, 0.5 - 1, Number.NaN, Number.POSITIVE_INFINITY)
    if (Array.isArray(value)) wrong.push([''], [null], [7], value[0], { 0: value[0] })
    const refused =
      field === 'input' ? wrong.filter((one) => !(typeof one === 'object' && one && !Array.isArray(one))) : wrong
    for (const one of refused) expect(refusalOf(name, { ...right[name], [field]: one })).toContain(field)
  })

  it.each(fields.filter(([name, field]) => typeof right[name][field] === 'string'))(
    '%s with an absurdly long %s, or with characters that no paper holds: refused by name',
    (name, field) => {
      for (const one of ['x'.repeat(20_001), 'a\u0000b', 'a\u001bb', 'a\u0085b', 'a\ud800b'])
        expect(refusalOf(name, { ...right[name], [field]: one })).toContain(field)
    },
  )

  it('lets text have lines, tabs, accents and pictures', () => {
    const reason = 'Première ligne\r\n\tseconde – “ok” 😀'
    expect(readCommand('closeCase', { reason })).toMatchObject({ ok: true, command: { input: { reason } } })
  })

  it.each(fields.filter(([name, field]) => dayFields.includes(field) && name !== 'recordVisit'))(
    '%s with a %s that is no day, or outside the years that can be reckoned: refused by name',
    (name, field) => {
      const wrong = [
        '2025-02-30',
        '2025-02-29',
        '2025-13-01',
        '2025-2-3',
        '3 March 2025',
        '2025-03-03T10:00',
        '1999-12-31',
        '2100-01-01',
        '0001-01-01',
        20250303,
      ]
      for (const one of wrong) expect(refusalOf(name, { ...right[name], [field]: one })).toContain(field)
    },
  )

  it.each(commandNames)(
    '%s refuses a field that it does not have, an input that is no object, and a wrong note',
    (name) => {
      expect(refusalOf(name, { ...right[name], surprise: 1 })).toBe(`input: ${name} has no field surprise`)
      for (const one of ['text', [right[name]], 5, true]) expect(refusalOf(name, one)).toMatch(/must be an object/)
      expect(refusalOf(name, { ...right[name], note: 5 })).toContain('note')
      expect(refusalOf(name, { ...right[name], note: 'a\u0000b' })).toContain('note')
    },
  )

  it('refuses values that are not in the list, naming the list', () => {
    const lists: [CommandName, string][] = [
      ['assignOfficer', 'role'],
      ['recordEvaluation', 'pace'],
      ['recordMeeting', 'group'],
      ['recordOfstedJudgement', 'judgement'],
      ['recordMonitoringVisit', 'progress'],
      ['decideClosure', 'decision'],
      ['recordWarningResponse', 'kind'],
      ['recordAppealDecision', 'decision'],
      ['decideReview', 'review'],
      ['decideReview', 'decision'],
      ['recordSecretaryOfState', 'event'],
      ['agreeCategory', 'view'],
      ['decideChallenge', 'decision'],
      ['recordOfstedJudgement', 'fits'],
    ]
    for (const [name, field] of lists) {
      const sentence = refusalOf(name, { ...right[name], [field]: 'nonsense' })
      expect(sentence).toMatch(new RegExp(`^${field} must be one of `))
      expect(sentence).toContain(String(right[name][field]))
    }
  })

  it('refuses a command that does not exist, names that every object has included', () => {
    for (const name of ['', 'opencase', 'constructor', '__proto__', 'toString'])
      expect(refusalOf(name, {})).toContain(`there is no command "${name}"`)
  })

  it('refuses more than the ten days of an urgent notice, or part of a day (LAW-12)', () => {
    for (const days of [0, 11, 1.5]) expect(refusalOf('recordUrgentNotice', { days })).toContain('days')
  })
})

const opened = (level = 'stage-1'): CaseOnPaper => {
  const paper = caseOnPaper()
  paper.give('2025-03-03', 'dsim', 'openCase', { ...right.openCase, level })
  return paper
}
const inMeasures = (): CaseOnPaper => {
  const paper = opened('stage-3')
  paper.give('2025-03-04', 'dsim', 'recordOfstedJudgement', {
    judgement: 'special-measures',
    publishedOn: '2025-03-03',
  })
  return paper
}

describe('a command at the wrong moment: refused in a sentence that says what to do, and nothing changes', () => {
  const wrong: [string, () => CaseOnPaper, string, CommandName, Record<string, unknown>, RegExp][] = [
    [
      'before anything',
      caseOnPaper,
      'dsim',
      'openCase',
      { ...right.openCase, level: 'stage-9' },
      /level "stage-9" is not one of stage-1, stage-2, stage-3/,
    ],
    [
      'before anything',
      caseOnPaper,
      'dsim',
      'openCase',
      { ...right.openCase, reasons: ['budget', 'x'] },
      /reasons: "x" is not one of .*budget.*\(ST-5\)/,
    ],
    [
      'under the present edition',
      opened,
      'dsim',
      'adoptPolicy',
      { edition: '2009-01', reason: 'r' },
      /runs under the edition "2009-01" of Staffordshire already/,
    ],
    ['at stage 1', opened, 'dsim', 'changeLevel', { to: 'stage-1', reason: 'r' }, /at Stage 1 already/],
    ['at stage 1', opened, 'dsim', 'changeLevel', { to: 'nonsense', reason: 'r' }, /^to: "nonsense" is not one of/],
    [
      'at stage 1',
      opened,
      'dsim',
      'assignOfficer',
      right.assignOfficer,
      /does not belong to Stage 1.*change the level/,
    ],
    [
      'at stage 2',
      () => opened('stage-2'),
      'dsim',
      'assignOfficer',
      { role: 'assigned-officer', person: 'nobody' },
      /no person "nobody" on record/,
    ],
    [
      'at stage 1',
      opened,
      'headteacher',
      'nameImprovementCoordinator',
      right.nameImprovementCoordinator,
      /does not belong to Stage 1/,
    ],
    [
      'at stage 1',
      opened,
      'dsim',
      'agreeImprovementAgenda',
      right.agreeImprovementAgenda,
      /does not belong to Stage 1/,
    ],
    [
      'at stage 2',
      () => opened('stage-2'),
      'dsim',
      'agreeImprovementAgenda',
      right.agreeImprovementAgenda,
      /which is past/,
    ],
    [
      'at stage 2',
      () => opened('stage-2'),
      'headteacher',
      'completeMilestone',
      right.completeMilestone,
      /"milestone-1" is not open; open are: none/,
    ],
    ['at stage 1', opened, 'dsim', 'agreeActionPlan', right.agreeActionPlan, /does not belong to Stage 1/],
    [
      'four days of monitoring and four more',
      () => {
        const paper = opened()
        paper.give('2025-03-03', 'dsim', 'planSupport', { kind: 'monitoring', days: 4 })
        return paper
      },
      'dsim',
      'planSupport',
      { kind: 'monitoring', days: 4 },
      /4 days more than the limit/,
    ],
    [
      'one more than the limit',
      opened,
      'dsim',
      'recordSupport',
      { kind: 'audit', days: 6 },
      /1 day more than the limit/,
    ],
    ['at stage 1', opened, 'dsim', 'assessContribution', right.assessContribution, /does not belong to Stage 1/],
    ['at stage 1', opened, 'dsim', 'recordMeeting', right.recordMeeting, /does not belong to Stage 1/],
    ['at stage 1', opened, 'dsim', 'recordReport', right.recordReport, /does not belong to Stage 1/],
    [
      'in special measures',
      inMeasures,
      'dsim',
      'recordReport',
      { to: ['dmt', 'nobody'], summary: 's' },
      /^to: "nobody" is not a role/,
    ],
    ['at stage 1', opened, 'dsim', 'recordVisit', { by: 'nobody', report: 'r' }, /^by: "nobody" is not a role/],
    [
      'at stage 1',
      opened,
      'dsim',
      'recordOfstedJudgement',
      { judgement: 'special-measures', publishedOn: '2025-03-04', receivedOn: '2025-03-03' },
      /later than receivedOn/,
    ],
    [
      'at stage 1',
      opened,
      'dsim',
      'fileStatementOfAction',
      right.fileStatementOfAction,
      /No statement of action is owed.*ST-14/,
    ],
    [
      'in special measures',
      inMeasures,
      'dsim',
      'fileStatementOfAction',
      { ...right.fileStatementOfAction, filedOn: '2025-03-03' },
      /lies before .*4 March 2025/,
    ],
    [
      'at stage 1',
      opened,
      'dsim',
      'recordMonitoringVisit',
      right.recordMonitoringVisit,
      /no Ofsted category.*record the judgement first/,
    ],
    [
      'in special measures',
      inMeasures,
      'dsim',
      'recordMonitoringVisit',
      { number: 1, visitedOn: '2025-03-01', progress: 'adequate' },
      /before the publication/,
    ],
    ['at stage 1', opened, 'dsim', 'recordUrgentNotice', {}, /not in special measures/],
    ['at stage 1', opened, 'head-of-sid', 'decideClosure', right.decideClosure, /No decision on closure is owed/],
    [
      'at stage 1',
      opened,
      'dsim',
      'requestWarningNotice',
      { grounds: ['x'], evidence: 'e' },
      /^grounds: "x" is not one of .*serious-breakdown.*\(ST-20\)/,
    ],
    ['at stage 1', opened, 'head-of-sid', 'approveWarningNotice', { reason: 'r' }, /request one first \(ST-20\)/],
    ['at stage 1', opened, 'head-of-sid', 'refuseWarningNotice', { reason: 'r' }, /request one first/],
    [
      'at stage 1',
      opened,
      'director',
      'issueWarningNotice',
      { ...right.issueWarningNotice, complyBy: undefined },
      /request one first/,
    ],
    ['at stage 1', opened, 'headteacher', 'recordWarningResponse', right.recordWarningResponse, /request one first/],
    ['at stage 1', opened, 'dsim', 'recordAppealDecision', right.recordAppealDecision, /request one first/],
    ['at stage 1', opened, 'head-of-sid', 'rescindWarningNotice', { reason: 'r' }, /request one first/],
    ['at stage 1', opened, 'head-of-sid', 'voidWarningNotice', { reason: 'r' }, /request one first/],
    ['at stage 1', opened, 'head-of-sid', 'proposePowers', right.proposePowers, /request one first/],
    ['at stage 1', opened, 'director', 'usePower', right.usePower, /no power may be used \(ST-23, LAW-8\)/],
    [
      'at stage 1',
      opened,
      'dsim',
      'decideReview',
      { ...right.decideReview, decision: 'close', until: undefined },
      /No two-term-review is open/,
    ],
    [
      'at stage 2',
      () => opened('stage-2'),
      'dsim',
      'decideReview',
      { review: 'two-term-review', decision: 'continue', reason: 'r' },
      /until is missing/,
    ],
    ['at stage 2', () => opened('stage-2'), 'dsim', 'decideReview', right.decideReview, /must be later than today/],
    [
      'at stage 2',
      () => opened('stage-2'),
      'dsim',
      'decideReview',
      { ...right.decideReview, decision: 'close' },
      /leave it out/,
    ],
    [
      'at stage 1',
      opened,
      'dsim',
      'acknowledge',
      { deadline: 'nonsense' },
      /No deadline "nonsense" is open in this case; open are: sip-visit@2025-04-11/,
    ],
    [
      'at stage 1',
      opened,
      'dsim',
      'acknowledge',
      { deadline: 'sip-visit@2025-04-10' },
      /No deadline "sip-visit@2025-04-10"/,
    ],
    [
      'no letter of that name was sent',
      opened,
      'chair-of-governors',
      'acknowledgeReceipt',
      { letter: 'warning-notice' },
      /no letter "warning-notice" of this case is on record/,
    ],
    [
      'the day asked for is no later',
      opened,
      'sip',
      'requestExtension',
      { ...right.requestExtension, to: '2025-04-11' },
      /must be later than the present day/,
    ],
    [
      'nobody has asked',
      opened,
      'dsim',
      'refuseExtension',
      right.refuseExtension,
      /Nobody has asked for more time for sip-visit/,
    ],
    ['at stage 1', opened, 'dsim', 'resumeDeadline', { deadline: 'sip-visit', reason: 'r' }, /not suspended/],
    [
      'at stage 1',
      opened,
      'head-of-sid',
      'recordSecretaryOfState',
      { event: 'will-act' },
      /not been told yet: record that first \(LAW-9\)/,
    ],
    [
      'at stage 1',
      opened,
      'dsim',
      'correctEntry',
      { entry: 99, input: { summary: 's' }, reason: 'r' },
      /entry 99 is no command/,
    ],
    ['at stage 1', opened, 'dsim', 'reopenCase', { reason: 'r' }, /open already/],
    [
      'the school has no year',
      opened,
      'administrator',
      'recommendCategory',
      right.recommendCategory,
      /belongs to a school's year/,
    ],
    [
      'the school has no year',
      opened,
      'administrator',
      'agreeCategory',
      right.agreeCategory,
      /belongs to a school's year/,
    ],
    [
      'the school has no year',
      opened,
      'administrator',
      'confirmCategory',
      right.confirmCategory,
      /belongs to a school's year/,
    ],
    [
      'the school has no year',
      opened,
      'administrator',
      'challengeCategory',
      right.challengeCategory,
      /belongs to a school's year/,
    ],
    [
      'the school has no year',
      opened,
      'administrator',
      'decideChallenge',
      right.decideChallenge,
      /belongs to a school's year/,
    ],
    [
      'nothing is left to agreement',
      opened,
      'administrator',
      'agreeRhythm',
      right.agreeRhythm,
      /how often "leaders-meeting" is done is not left to agreement; that is so of nothing here/,
    ],
    [
      'nothing of that name is owed',
      opened,
      'administrator',
      'completeDuty',
      { duty: 'school-profile', summary: 's' },
      /is not owed/,
    ],
    [
      'the policy has no code of practice',
      opened,
      'administrator',
      'announce',
      { what: 'visit', on: '2025-04-01', reason: 'r' },
      /has no code of practice/,
    ],
  ]
  it.each(wrong)('%s', (_when, begin, role, name, input, sentence) => {
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
    expect(begin().refusal('2025-03-10', role, name, given)).toMatch(sentence)
  })

  it('has a wrong moment, or none at all, for every command', () => {
    const always: CommandName[] = ['openYear', 'closeCase', 'recordEvaluation', 'extendDeadline', 'suspendDeadline']
    const covered = new Set([...wrong.map(([, , , name]) => name), ...always])
    expect(commandNames.filter((name) => !covered.has(name))).toEqual([])
  })

  it('refuses everything but reopening once the case is closed (ST-16)', () => {
    const paper = opened()
    paper.give('2025-03-04', 'dsim', 'closeCase', { reason: 'Progress is shown' })
    for (const name of commandNames) {
      if (['openCase', 'reopenCase', 'acknowledge', 'requestExtension', ...ofTheYear].includes(name)) continue
      const role = ['approveWarningNotice', 'refuseWarningNotice', 'proposePowers'].includes(name)
        ? 'head-of-sid'
        : 'director'
      const ofTheSchool = ['nameImprovementCoordinator', 'completeMilestone', 'recordWarningResponse'].includes(name)
      const by = name === 'announce' ? 'administrator' : ofTheSchool ? 'headteacher' : role
      expect(paper.refusal('2025-03-10', by, name, right[name])).toBe(
        'The case is closed: open it again first (reopenCase)',
      )
    }
  })
})

describe('a day that is later than today: refused, and nothing changes', () => {
  const later = '2025-03-11'
  const cases: [() => CaseOnPaper, string, CommandName, Record<string, unknown>, string][] = [
    [opened, 'sip', 'recordVisit', { by: 'sip', visitedOn: later, report: 'r' }, 'visitedOn'],
    [
      () => opened('stage-3'),
      'dsim',
      'recordMeeting',
      { group: 'project-group', heldOn: later, minutes: 'm' },
      'heldOn',
    ],
    [
      () => opened('stage-2'),
      'dsim',
      'recordEvaluation',
      { pace: 'sufficient', evidence: 'e', evaluatedOn: later },
      'evaluatedOn',
    ],
    [opened, 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures', publishedOn: later }, 'publishedOn'],
    [opened, 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures', receivedOn: later }, 'receivedOn'],
    [inMeasures, 'dsim', 'fileStatementOfAction', { ...right.fileStatementOfAction, filedOn: later }, 'filedOn'],
    [inMeasures, 'dsim', 'recordMonitoringVisit', { ...right.recordMonitoringVisit, visitedOn: later }, 'visitedOn'],
    [inMeasures, 'dsim', 'recordUrgentNotice', { receivedOn: later }, 'receivedOn'],
    [inMeasures, 'director', 'usePower', { power: 'additional-governors', usedOn: later, reason: 'r' }, 'usedOn'],
    [
      inMeasures,
      'director',
      'usePower',
      { power: 'interim-executive-board', consentedOn: later, reason: 'r' },
      'consentedOn',
    ],
    [opened, 'head-of-sid', 'recordSecretaryOfState', { event: 'told', on: later }, 'on'],
    [
      () => opened('stage-2'),
      'headteacher',
      'completeMilestone',
      { milestone: 'milestone-1', completedOn: later, evidence: 'e' },
      'completedOn',
    ],
  ]
  it.each(cases)('%s %s %s', (begin, role, name, input, field) => {
    const sentence = begin().refusal('2025-03-10', role, name, input)
    expect(sentence).toMatch(
      new RegExp(`^${field} is Tuesday 11 March 2025, later than today \\(Monday 10 March 2025\\)`),
    )
  })
})
