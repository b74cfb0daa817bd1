import { describe, expect, it } from 'vitest'
import { caseOnPaper, type CaseOnPaper } from './case-on-paper.ts'

function opened(on: string, level = 'stage-2'): CaseOnPaper {
  const paper = caseOnPaper()
  const opening = { authority: 'staffordshire', school: '900001', level, reasons: ['budget'], summary: 's' }
  paper.give(`${on}T08:00`, 'dsim', 'openCase', opening)
  return paper
}
const correct = (paper: CaseOnPaper, on: string, command: string, input: object, entry = paper.entry(command)) =>
  paper.give(on, 'dsim', 'correctEntry', { entry, input, reason: 'A slip of the pen' })
const refusal = (paper: CaseOnPaper, on: string, command: string, input: object) =>
  paper.refusal(on, 'dsim', 'correctEntry', { entry: paper.entry(command), input, reason: 'A slip of the pen' })

describe('what decided something', () => {
  const decided: [command: string, role: string, input: Record<string, unknown>, wrong: Record<string, unknown>][] = [
    ['assignOfficer', 'dsim', { role: 'assigned-officer', person: 'p' }, { role: 'lead-project-officer' }],
    ['assignOfficer', 'dsim', { role: 'assigned-officer', person: 'p' }, { person: 'q' }],
    ['recordEvaluation', 'headteacher', { pace: 'sufficient', evidence: 'e' }, { pace: 'insufficient' }],
    ['recordVisit', 'sip', { by: 'sip', report: 'r' }, { by: 'dsim' }],
    ['recordOfstedJudgement', 'dsim', { judgement: 'potential-revisit' }, { judgement: 'no-category' }],
    ['recordSecretaryOfState', 'director', { event: 'told' }, { event: 'will-act' }],
    ['acknowledge', 'sip', { deadline: 'sip-visit', promisedFor: '2025-04-01' }, { promisedFor: '2025-04-02' }],
    ['acknowledge', 'sip', { deadline: 'sip-visit' }, { deadline: 'assign-officer' }],
    ['changeLevel', 'dsim', { to: 'stage-3', reason: 'r' }, { to: 'stage-1' }],
  ]
  it.each(decided)('is not corrected but commanded anew: %s by %s, %j to %j', (command, role, input, wrong) => {
    const paper = opened('2025-03-03')
    paper.give('2025-03-04', role, command, input)
    expect(refusal(paper, '2025-03-05', command, wrong)).toBe(
      `input: ${Object.keys(wrong)[0]} cannot be corrected, it decided what followed: give a new command instead`,
    )
  })

  it('is not corrected in a meeting’s group, a closure, a milestone, a review, a power or an answer’s kind either', () => {
    const paper = opened('2025-03-03', 'stage-3')
    paper.give('2025-03-04', 'lead-project-officer', 'recordMeeting', { group: 'project-group', minutes: 'm' })
    expect(refusal(paper, '2025-03-05', 'recordMeeting', { group: 'core-group' })).toContain('group cannot be')
    paper.give('2025-03-05', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    paper.give('2025-03-06', 'head-of-sid', 'decideClosure', { decision: 'new-statement', reason: 'r' })
    const closure = { decision: 'reconsider-closure' }
    expect(refusal(paper, '2025-03-06', 'decideClosure', closure)).toContain('decision cannot be')
    const board = { power: 'interim-executive-board', consentedOn: '2025-03-05', reason: 'r' }
    paper.give('2025-03-06', 'director', 'usePower', board)
    const power = { power: 'additional-governors' }
    expect(refusal(paper, '2025-03-06', 'usePower', power)).toContain('power cannot be')
    const review = { review: 'two-term-review', decision: 'continue', until: '2025-10-01', reason: 'r' }
    paper.give('2025-03-07', 'dsim', 'decideReview', review)
    const other = { review: 'three-term-review' }
    expect(refusal(paper, '2025-03-07', 'decideReview', other)).toContain('review cannot be')
  })
})

describe('a report whose readers were named wrongly', () => {
  it('has them corrected: who was told is told, and the readers stand corrected (ST-15)', () => {
    const paper = opened('2025-03-03', 'stage-3')
    paper.give('2025-03-05', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    paper.give('2025-03-06', 'dsim', 'recordReport', { to: ['dmt'], summary: 's' })
    const told = paper.letters.length
    correct(paper, '2025-03-07', 'recordReport', { to: ['dmt', 'dirg'], summary: 'Better words' })
    const letter = paper.letters.slice(told).find((one) => one.letter === 'corrected')
    expect(letter).toMatchObject({ to: 'dmt', kind: 'notice', byPost: true })
    expect(letter?.facts).toEqual({
      entry: paper.entry('recordReport'),
      command: 'recordReport',
      reason: 'A slip of the pen',
      changes: ['to: ["dmt","dirg"] instead of ["dmt"]', 'summary: Better words instead of s'],
    })
  })

  it('is told what stood there before: also where nothing did', () => {
    const paper = opened('2025-03-03')
    const told = paper.letters.length
    correct(paper, '2025-03-04', 'openCase', { note: 'Seen by DIRG' })
    const letters = paper.letters.slice(told).filter((one) => one.letter === 'corrected')
    expect(letters.map((one) => one.facts['changes'])).toContainEqual(['note: Seen by DIRG instead of nothing'])
  })
})

describe('words and days of other entries', () => {
  it('mend the reasons and the summary of the opening (ST-5)', () => {
    const paper = opened('2025-03-03')
    correct(paper, '2025-03-04', 'openCase', { reasons: ['low-progress'], summary: 'Other words' })
    expect(paper.state()).toMatchObject({ reasons: ['low-progress'], summary: 'Other words' })
  })

  it('mend the co-ordinator, unless the school has named another since (ST-13)', () => {
    const paper = opened('2025-03-03')
    const first = { name: 'C. Dean', email: 'dean@example.org' }
    paper.give('2025-03-04', 'headteacher', 'nameImprovementCoordinator', first)
    const entry = paper.entry('nameImprovementCoordinator')
    correct(paper, '2025-03-05', 'nameImprovementCoordinator', { email: 'c.dean@example.org' })
    expect(paper.state().coordinator).toEqual({ name: 'C. Dean', email: 'c.dean@example.org' })
    const second = { name: 'B. Moss', email: 'moss@example.org' }
    paper.give('2025-03-06', 'headteacher', 'nameImprovementCoordinator', second)
    correct(paper, '2025-03-07', 'nameImprovementCoordinator', { name: 'C. Deane' }, entry)
    expect(paper.state().coordinator).toEqual(second)
  })

  it('mend the grounds and the evidence of a notice in progress, and not those of the next one (ST-20)', () => {
    const paper = opened('2025-03-03')
    const asked = { grounds: ['serious-breakdown'], evidence: 'e' }
    paper.give('2025-03-04', 'dsim', 'requestWarningNotice', asked)
    const entry = paper.entry('requestWarningNotice')
    const mended = { grounds: ['safety-threatened'], evidence: 'The report of the fire brigade' }
    correct(paper, '2025-03-05', 'requestWarningNotice', mended)
    expect(paper.state().notice).toMatchObject(mended)
    paper.give('2025-03-06', 'head-of-sid', 'refuseWarningNotice', { reason: 'r' })
    paper.give('2025-03-07', 'dsim', 'requestWarningNotice', asked)
    correct(paper, '2025-03-10', 'requestWarningNotice', { evidence: 'Old words' }, entry)
    expect(paper.state().notice).toMatchObject(asked)
  })

  it('mend the day until which an intervention continues, to a day that is to come (ST-26)', () => {
    const paper = opened('2025-03-03')
    const review = { review: 'two-term-review', decision: 'continue', until: '2025-10-01', reason: 'r' }
    paper.give('2025-03-07', 'dsim', 'decideReview', review)
    correct(paper, '2025-03-10', 'decideReview', { until: '2025-11-03' })
    expect(paper.of('deadline-moved', 'two-term-review')).toMatchObject([{ from: '2025-10-01', due: '2025-11-03' }])
    expect(refusal(paper, '2025-03-10', 'decideReview', { until: '2025-03-10' })).toBe('until must be later than today')
    correct(paper, '2025-03-10', 'decideReview', { reason: 'Better words' })
    expect(paper.owed('two-term-review').map((one) => one.due)).toEqual(['2025-11-03'])
  })

  it('mend the day on which the Secretary of State was told, of the telling that counts (LAW-9)', () => {
    const paper = opened('2025-03-03')
    paper.give('2025-03-05', 'director', 'recordSecretaryOfState', { event: 'told' })
    const first = paper.entry('recordSecretaryOfState')
    paper.give('2025-03-07', 'director', 'recordSecretaryOfState', { event: 'told' })
    correct(paper, '2025-03-10', 'recordSecretaryOfState', { on: '2025-03-06' })
    expect(paper.state().secretaryOfState.told).toBe('2025-03-05')
    correct(paper, '2025-03-10', 'recordSecretaryOfState', { on: '2025-03-04' }, first)
    expect(paper.state().secretaryOfState.told).toBe('2025-03-04')
    expect(refusal(paper, '2025-03-10', 'recordSecretaryOfState', { on: '2025-03-11' })).toContain(
      'on is Tuesday 11 March 2025, later than today (Monday 10 March 2025)',
    )
  })

  it.each([
    ['recordVisit', 'sip', { by: 'sip', report: 'r' }, 'visitedOn'],
    ['recordEvaluation', 'headteacher', { pace: 'sufficient', evidence: 'e' }, 'evaluatedOn'],
  ])('never lie in the future: %s by %s, %j, %s', (command, role, input, field) => {
    const paper = opened('2025-03-03')
    paper.give('2025-03-04', role, command, input)
    expect(refusal(paper, '2025-03-05', command, { [field]: '2025-03-06' })).toBe(
      `${field} is Thursday 6 March 2025, later than today (Wednesday 5 March 2025): record it when it has happened`,
    )
    correct(paper, '2025-03-05', command, { [field]: '2025-03-03' })
  })

  it('mend a filing’s, a meeting’s and a power’s day, if it is past (LAW-14)', () => {
    const paper = opened('2025-03-03', 'stage-3')
    const filing = { document: 'd', parents: 'p', parentalChampion: 'none' }
    paper.give('2025-03-04', 'dsim', 'fileStatementOfAction', filing)
    expect(refusal(paper, '2025-03-05', 'fileStatementOfAction', { filedOn: '2025-03-06' })).toMatch(/^filedOn is/)
    paper.give('2025-03-04', 'lead-project-officer', 'recordMeeting', { group: 'project-group', minutes: 'm' })
    expect(refusal(paper, '2025-03-05', 'recordMeeting', { heldOn: '2025-03-06' })).toMatch(/^heldOn is/)
    paper.give('2025-03-05', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    const board = { power: 'interim-executive-board', consentedOn: '2025-03-04', reason: 'r' }
    paper.give('2025-03-06', 'director', 'usePower', board)
    expect(refusal(paper, '2025-03-06', 'usePower', { usedOn: '2025-03-07' })).toMatch(/^usedOn is/)
    expect(refusal(paper, '2025-03-06', 'usePower', { consentedOn: '2025-03-07' })).toMatch(/^consentedOn is/)
  })

  it('keep the ten days of an urgent notice where only its words change (LAW-12)', () => {
    const paper = opened('2025-03-03', 'stage-3')
    paper.give('2025-03-05', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    paper.give('2025-03-10', 'dsim', 'recordUrgentNotice', {})
    correct(paper, '2025-03-11', 'recordUrgentNotice', { note: 'By letter' })
    expect(paper.owed('urgent-statement-of-action').map((one) => one.due)).toEqual(['2025-03-24'])
  })

  it('leave a judgement’s days alone that a later judgement has replaced', () => {
    const paper = opened('2025-03-03')
    paper.give('2025-03-05', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    const first = paper.entry('recordOfstedJudgement')
    paper.give('2025-03-10', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    correct(paper, '2025-03-11', 'recordOfstedJudgement', { receivedOn: '2025-03-04' }, first)
    expect(paper.state().receivedOn).toBe('2025-03-10')
  })

  it('name the entry by its number: one that is none is refused', () => {
    const none = { entry: 999, input: { summary: 'x' }, reason: 'r' }
    expect(opened('2025-03-03').refusal('2025-03-04', 'dsim', 'correctEntry', none)).toBe(
      "entry 999 is no command of this case file: name the number of a command's entry",
    )
  })
})
