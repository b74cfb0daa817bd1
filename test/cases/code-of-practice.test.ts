import { describe, expect, it } from 'vitest'
import { offersNow } from '../../cases/offers.ts'
import { loadPolicies } from '../../policies/policies.ts'
import { yearOnPaper } from '../years/year-on-paper.ts'

const lead = 'assigned-officer'
const head = 'head-of-school-effectiveness'
/** A case at challenge from Monday 16 September 2024. */
const challenged = () => yearOnPaper('hertfordshire', 'intervention', '2024-09-16')
const announced = (on = '2024-10-14') => {
  const paper = challenged()
  paper.give('2024-09-30', lead, 'announce', { what: 'visit', on, reason: 'To see the teaching of reading' })
  return paper
}
const visit = (visitedOn: string, more: object = {}) => ({ by: lead, visitedOn, report: 'Lessons were seen', ...more })
const meeting = { group: 'lead-officer', minutes: 'Agreed' }
const measures = { judgement: 'special-measures' }

describe('a visit that the code of practice lets the school know of (HE-1)', () => {
  it('is announced ten working days ahead, and the school has it in writing with the reason', () => {
    const { letters, of } = announced()
    expect(of('announced')).toMatchObject([{ what: 'visit', day: '2024-10-14', toldOn: '2024-09-30', ahead: 10 }])
    const letter = letters.filter((one) => one.letter === 'announced')
    expect(letter.map((one) => [one.to, one.rule])).toEqual([
      ['headteacher', 'HE-1'],
      ['chair-of-governors', 'HE-1'],
    ])
    expect(letter[0]?.facts).toMatchObject({
      title: 'a visit',
      on: '2024-10-14',
      reason: 'To see the teaching of reading',
    })
  })

  it('is refused for an earlier day, and the first day that keeps the promise is named: bank holidays do not count', () => {
    const paper = challenged()
    const early = { what: 'visit', on: '2024-12-27', reason: 'r' }
    expect(paper.refusal('2024-12-16', lead, 'announce', early)).toBe(
      "on: Friday 27 December 2024 is too early: the code of practice promises the school 10 working days' notice of a visit (HE-1). Told on Monday 16 December 2024, the first day is Thursday 2 January 2025: choose it or a later one, or say in shortNotice why it cannot wait",
    )
    expect(paper.of('announced')).toEqual([])
    expect(paper.state().announced).toBeUndefined()
    paper.give('2024-12-16', lead, 'announce', { ...early, on: '2025-01-02' })
  })

  it('counts from the day on which the school was told by word of mouth', () => {
    const paper = challenged()
    const told = { what: 'visit', on: '2024-10-14', toldOn: '2024-09-30', reason: 'r' }
    paper.give('2024-10-08', lead, 'announce', told)
    expect(paper.state().announced).toMatchObject([{ on: '2024-10-14', toldOn: '2024-09-30' }])
  })

  it('is recorded on its day, and meets what was owed; the announcement is used up', () => {
    const paper = announced()
    paper.give('2024-10-15', lead, 'recordVisit', visit('2024-10-14'))
    expect(paper.of('deadline-met', 'visit')).toHaveLength(1)
    expect([paper.state().announced, paper.of('not-announced')]).toEqual([[], []])
    expect(paper.refusal('2024-10-16', lead, 'recordVisit', visit('2024-10-14'))).toContain('none on Monday 14 October')
  })

  it.each([
    ['on another day than the announced one', '2024-10-15'],
    ['that was never announced', '2024-10-01'],
  ])('%s needs its reason', (_which, visitedOn) => {
    const paper = announced()
    expect(paper.refusal('2024-10-16', lead, 'recordVisit', visit(visitedOn))).toContain(
      'announce it first, or say why it could not be',
    )
    paper.give('2024-10-16', lead, 'recordVisit', visit(visitedOn, { shortNotice: 'The school asked us to come' }))
    expect(paper.of('not-announced')).toMatchObject([
      { what: 'visit', day: visitedOn, rule: 'HE-1', reason: 'The school asked us to come' },
    ])
    const told = paper.letters.filter((one) => one.letter === 'not-announced').map((one) => one.to)
    expect(told).toEqual(['headteacher', 'deputy-director'])
  })

  it('may be announced at shorter notice with the reason, which the school reads', () => {
    const paper = challenged()
    const soon = { what: 'visit', on: '2024-10-02', reason: 'r', shortNotice: 'A parent fears for a child' }
    paper.give('2024-10-01', lead, 'announce', soon)
    expect(paper.of('announced')).toMatchObject([{ shortNotice: 'A parent fears for a child' }])
    expect(paper.letters.at(-1)?.facts).toMatchObject({ shortNotice: 'A parent fears for a child' })
    paper.give('2024-10-02', lead, 'recordVisit', visit('2024-10-02'))
    expect(paper.of('not-announced')).toEqual([])
  })

  it.each([
    [{ on: '2024-10-14', shortNotice: 's' }, 'shortNotice: the day keeps the promise: leave it out'],
    [{ on: '2024-09-27' }, 'on (Friday 27 September 2024) is past'],
    [{ on: '2024-10-14', toldOn: '2024-10-01' }, 'toldOn is Tuesday 1 October 2024, later than today'],
    [{ on: '2024-10-14', to: 'intervention' }, 'to: a visit changes no level: leave it out'],
    [{ on: '2024-10-14', what: 'party' }, 'what: "party" is not one of visit, meeting, change'],
    [{ on: '2024-10-14', what: 'change' }, 'to is missing: say which it is to be: challenge, intervention'],
    [{ on: '2024-10-14', what: 'change', to: 'heaven' }, 'to: "heaven" is not one of challenge, intervention'],
  ])('is not announced with %j', (more, sentence) => {
    const given = { what: 'visit', reason: 'r', ...more }
    expect(challenged().refusal('2024-09-30', head, 'announce', given)).toContain(sentence)
  })
})

describe('the code of practice (HE-1)', () => {
  it('gives a meeting five working days, and only the kinds of meeting that it names', () => {
    const paper = challenged()
    expect(paper.refusal('2024-09-20', lead, 'recordMeeting', meeting)).toContain("5 working days' notice of a meeting")
    paper.give('2024-09-20', lead, 'announce', { what: 'meeting', on: '2024-09-27', reason: 'r' })
    paper.give('2024-09-27', lead, 'recordMeeting', { ...meeting, heldOn: '2024-09-27' })
    expect(paper.of('deadline-met', 'challenge-meeting')).toHaveLength(1)
  })

  it('holds back a change of level until its announced day', () => {
    const paper = challenged()
    const up = { to: 'intervention', reason: 'No progress' }
    expect(paper.refusal('2024-10-01', head, 'changeLevel', up)).toContain('none to Intervention was announced')
    paper.give('2024-10-01', head, 'announce', { what: 'change', on: '2024-10-15', ...up })
    expect(paper.refusal('2024-10-14', head, 'changeLevel', up)).toContain('none to Intervention was announced')
    paper.give('2024-10-15', head, 'changeLevel', up)
    expect(paper.state().level).toBe('intervention')
  })

  it('gives way to the law: a category of Ofsted’s enters at once, and under it nothing is promised', () => {
    const paper = challenged()
    paper.give('2024-10-01', head, 'recordOfstedJudgement', measures)
    expect(paper.state().level).toBe('intervention')
    paper.give('2024-10-02', lead, 'recordVisit', visit('2024-10-02'))
    expect(paper.of('not-announced')).toEqual([])
    const soon = { what: 'visit', on: '2024-10-04', reason: 'r' }
    paper.give('2024-10-03', lead, 'announce', soon)
    expect(paper.refusal('2024-10-03', lead, 'announce', { ...soon, shortNotice: 's' })).toBe(
      "shortNotice: nothing is promised while Ofsted's judgement is special measures: leave it out",
    )
  })

  it('is announced by whoever may do the thing, and by nobody else', () => {
    const paper = challenged()
    const change = { what: 'change', on: '2024-12-02', to: 'intervention', reason: 'r' }
    expect(paper.refusal('2024-10-01', lead, 'announce', change)).toContain(
      'announce may not be given by the lead adviser',
    )
    expect(paper.refusal('2024-10-01', 'headteacher', 'announce', change)).toContain(
      'may not be given by the headteacher',
    )
  })

  it('does not hide what it makes wait: whoever may record a visit is offered it, and what there is to announce', () => {
    const state = challenged().state()
    const policy = loadPolicies().get('hertfordshire')
    if (!policy) throw new Error('There is no policy of Hertfordshire')
    const now = { policy, state, roles: [lead], at: '2024-09-30T10:00:00+01:00', absent: [], otherEditions: false }
    expect(offersNow(now).map(({ name }) => name)).toEqual(expect.arrayContaining(['recordVisit', 'announce']))
    expect(offersNow(now).find(({ name }) => name === 'announce')?.values).toEqual({ what: ['visit', 'meeting'] })
  })

  it('forgets what was announced and never came, a year later', () => {
    const paper = announced()
    paper.give('2025-11-03', lead, 'announce', { what: 'visit', on: '2025-12-01', reason: 'r' })
    expect(paper.state().announced?.map((one) => one.on)).toEqual(['2025-12-01'])
  })

  it('is none where the policy has none: a reason for short notice is refused', () => {
    const paper = yearOnPaper('staffordshire', 'intervention', '2024-09-16')
    const input = { by: 'sip', visitedOn: '2024-09-16', report: 'r', shortNotice: 's' }
    expect(paper.refusal('2024-09-17', 'sip', 'recordVisit', input)).toBe(
      'shortNotice: Staffordshire promises no notice before recordVisit: leave it out',
    )
    expect(
      paper.refusal('2024-09-17', 'administrator', 'announce', { what: 'visit', on: '2024-12-02', reason: 'r' }),
    ).toBe('Staffordshire has no code of practice: there is nothing to be announced')
  })
})
