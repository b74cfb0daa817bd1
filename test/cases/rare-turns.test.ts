import { describe, expect, it } from 'vitest'
import { addRung } from '../../cases/chasing.ts'
import { readCommand, sentenceOf } from '../../cases/commands.ts'
import { answer } from '../../cases/reckoning.ts'
import { calendarOf } from '../calendar/calendars.ts'
import { storyteller, type Step } from '../support/story-on-paper.ts'
import { opens } from '../support/telling.ts'
import { caseOnPaper, staffordshire, type CaseOnPaper } from './case-on-paper.ts'

const tell = storyteller()
const statements = { matters: 'm', actionRequired: 'a', actionMinded: 'a', representations: 'r' }

function opened(on: string, level = 'stage-1'): CaseOnPaper {
  const paper = caseOnPaper()
  const input = { authority: 'staffordshire', school: '900001', level, reasons: ['budget'], summary: 's' }
  paper.give(on, 'dsim', 'openCase', input)
  return paper
}
function withNotice(givenOn: string): CaseOnPaper {
  const paper = opened(givenOn)
  paper.give(givenOn, 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
  paper.give(givenOn, 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
  paper.give(givenOn, 'director', 'issueWarningNotice', statements)
  return paper
}

describe('an appeal that is recorded after the powers have lapsed (LAW-5)', () => {
  const appeal = (receivedOn?: string) => ({ kind: 'appeal', summary: 's', ...(receivedOn ? { receivedOn } : {}) })

  it('stops the clock all the same where it was received in time: the notice stands again and waits', () => {
    const paper = withNotice('2014-02-03')
    paper.passTo('2014-05-01')
    expect(paper.state().notice?.ended).toBe('lapsed')
    paper.give('2014-05-02', 'dsim', 'acknowledge', { deadline: 'sip-visit' })
    paper.give('2014-05-02', 'headteacher', 'recordWarningResponse', appeal('2014-02-24'))
    expect(paper.state().notice).toMatchObject({ stage: 'appealed', receivedOn: '2014-02-24', appealed: true })
    expect(paper.state().notice?.ended).toBeUndefined()
    expect(paper.state().notice?.windowEndsOn).toBeUndefined()
    expect(paper.owed('appeal-decision').map((one) => one.status)).toEqual(['open'])
    const told = paper.letters.filter((one) => one.letter === 'notice-appealed')
    expect(told.map((one) => one.facts['revived'])).toEqual([true, true, true])
  })

  it('is too late where it was received a day after the initial period, or where no day is said', () => {
    const paper = withNotice('2014-02-03')
    paper.passTo('2014-05-01')
    for (const late of [appeal('2014-02-25'), appeal()])
      expect(paper.refusal('2014-05-02', 'headteacher', 'recordWarningResponse', late)).toBe(
        'No warning notice is in progress in this case: request one first (ST-20)',
      )
  })

  it('is too late where powers were proposed meanwhile', () => {
    const paper = withNotice('2014-02-03')
    paper.give('2014-03-03', 'head-of-sid', 'proposePowers', { powers: ['additional-governors'], reason: 'r' })
    paper.passTo('2014-05-01')
    expect(paper.refusal('2014-05-02', 'headteacher', 'recordWarningResponse', appeal('2014-02-24'))).toContain(
      'No warning notice is in progress',
    )
  })
})

describe('a power used in an Ofsted category beside a warning notice (LAW-8)', () => {
  const board = { power: 'interim-executive-board', consentedOn: '2014-02-04', reason: 'r' }
  const inMeasures = (until: string) => {
    const paper = withNotice('2014-02-03')
    paper.give('2014-02-04', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    paper.passTo(until)
    return paper
  }

  it('ends the notice whose period has ended, and what it still owed', () => {
    const paper = inMeasures('2014-03-03')
    paper.give('2014-03-03', 'director', 'usePower', board)
    expect(paper.state().notice).toMatchObject({ ended: 'powers-used', used: ['interim-executive-board'] })
    const cancelled = paper
      .of('deadline-cancelled')
      .filter((one) => String(one.reason).includes('power of intervention'))
    expect(cancelled.map((one) => one.deadline)).toEqual(['warning-notice-response', 'decide-warning-notice'])
  })

  it('leaves the notice alone whose period still runs: the school has its days to answer', () => {
    const paper = inMeasures('2014-02-10')
    paper.give('2014-02-10', 'director', 'usePower', board)
    expect(paper.state().notice?.ended).toBeUndefined()
    expect(paper.owed('warning-notice-response')).toHaveLength(1)
  })
})

describe('a case that is closed at night', () => {
  it('sends at once what waited for nine o’clock: no letter is lost with the case (LAW-8)', () => {
    const paper = withNotice('2014-02-03')
    paper.passTo('2014-04-25T08:00')
    expect(paper.letters.filter((one) => one.letter === 'notice-lapsed')).toEqual([])
    paper.give('2014-04-25T08:00', 'dsim', 'closeCase', { reason: 'r' })
    const sent = paper.letters.filter((one) => one.letter === 'notice-lapsed')
    expect(sent.map(({ to, at, gather }) => [to, at.slice(0, 16), gather])).toEqual([
      ['director', '2014-04-25T08:00', false],
      ['head-of-sid', '2014-04-25T08:00', false],
      ['dsim', '2014-04-25T08:00', false],
    ])
  })
})

describe('a statement of action', () => {
  it('that a report asked for is still the law’s own when the case is opened again: it is not extended (LAW-10)', () => {
    const paper = opened('2025-03-03', 'stage-3')
    paper.give('2025-03-04', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    paper.give('2025-03-05', 'dsim', 'closeCase', { reason: 'r' })
    paper.give('2025-03-06', 'dsim', 'reopenCase', { reason: 'r' })
    expect(paper.owed('statement-of-action').map((one) => one.due)).toEqual(['2025-03-18'])
    const longer = { deadline: 'statement-of-action', to: '2025-04-01', reason: 'r' }
    expect(paper.refusal('2025-03-06', 'dsim', 'extendDeadline', longer)).toMatch(
      /^statement-of-action is the law's own period \(.*LAW-10\): it is not the authority's to extend$/,
    )
  })

  it('that stage 3 alone asked for ends with stage 3, also in an Ofsted category (ST-16)', () => {
    const paper = opened('2025-03-03', 'stage-2')
    paper.give('2025-03-04', 'dsim', 'recordOfstedJudgement', { judgement: 'notice-to-improve' })
    const filing = { document: 'd', parents: 'p', parentalChampion: 'none' }
    paper.give('2025-03-05', 'dsim', 'fileStatementOfAction', filing)
    paper.give('2025-03-06', 'dsim', 'changeLevel', { to: 'stage-3', reason: 'r' })
    expect(paper.owed('statement-of-action')).toHaveLength(1)
    paper.give('2025-03-07', 'dsim', 'changeLevel', { to: 'stage-2', reason: 'r' })
    expect(paper.owed('statement-of-action')).toEqual([])
    expect(paper.of('deadline-cancelled', 'statement-of-action').map((one) => one.reason)).toEqual([
      'The case moved from Stage 3 to Stage 2',
    ])
  })
})

describe('a bank holiday proclaimed on the morning on which the Director is told', () => {
  const mourning = { date: '2025-03-24', name: 'A day of mourning' }
  const steps: Step[] = [
    opens('2025-03-03', 'stage-2'),
    ['2025-03-24T10:00', 'administrator', 'importBankHolidays', [mourning]],
  ]

  it('tells the Director no second time the day after, and again ten working days later (LAW-15)', async () => {
    const story = await tell({ start: '2025-03-03', steps, until: '2025-04-30' })
    const told = story.mails('assign-officer').filter((one) => one.endsWith('director') && !one.includes('deputy'))
    expect(told.map((one) => one.slice(0, 10))).toEqual(['2025-03-24', '2025-04-08', '2025-04-24'])
  })
})

describe('an input as long as a book', () => {
  it('is refused whole, with its length and what to do with it', () => {
    const reasons = Array.from({ length: 10 }, () => 'x'.repeat(15_000))
    const read = readCommand('openCase', { authority: 'a', school: '900001', level: 'l', reasons, summary: 's' })
    expect(read.ok).toBe(false)
    expect(read.ok ? '' : sentenceOf(read.faults)).toMatch(
      /^input: the input is 150\d{3} characters long: shorten it to 120000, and file the rest as a document$/,
    )
  })
})

describe('what is not owed any more', () => {
  const repeat = { ask: 'repeat', key: 'assign-officer#1', offset: 20, at: '2025-04-08T09:00:00+01:00' } as const

  it('is chased no further by an answer of the calendar that comes late', () => {
    const chased = [{ ...opened('2025-03-03', 'stage-2').owed('assign-officer')[0]! }]
    addRung([], repeat)
    addRung(chased, { ...repeat, key: 'another#1' })
    addRung(chased, { ask: 'nine', at: repeat.at })
    expect(chased[0]?.rungs).toHaveLength(5)
  })

  it('comes again, once its last rung has been reached, on the day that the calendar gives', () => {
    const owed = opened('2025-03-03', 'stage-2').owed('assign-officer')[0]!
    const reached = { ...owed, rungs: owed.rungs.map((rung) => ({ ...rung, done: true })) }
    addRung([reached], repeat)
    expect(reached.rungs.at(-1)).toEqual({
      ...repeat,
      ask: undefined,
      key: undefined,
      to: ['director'],
      kind: 'escalation',
      every: 10,
      done: false,
    })
    const waiting = { ...owed, rungs: [...owed.rungs] }
    addRung([waiting], repeat)
    expect(waiting.rungs).toHaveLength(5)
  })
})

describe('a case opened again', () => {
  it('owes no second time what was decided once and for all (ST-25)', () => {
    const paper = opened('2025-03-03')
    paper.give('2025-03-04', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    paper.give('2025-03-05', 'head-of-sid', 'decideClosure', { decision: 'new-statement', reason: 'r' })
    paper.give('2025-03-06', 'dsim', 'closeCase', { reason: 'r' })
    paper.give('2025-03-07', 'dsim', 'reopenCase', { reason: 'r' })
    expect(paper.owed('twelve-month-review')).toEqual([])
    expect(paper.owed('formal-meeting').map((one) => one.due)).toEqual(['2025-03-11'])
  })
})

describe('a warning notice that states its own period (LAW-9)', () => {
  it('says so where its day is explained, and not where it states none', () => {
    const why = (more: object) => {
      const paper = opened('2025-02-03')
      paper.give('2025-02-03', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
      paper.give('2025-02-03', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
      paper.give('2025-02-03', 'director', 'issueWarningNotice', { ...statements, ...more })
      return paper.owed('warning-notice-response')[0]?.why
    }
    expect(why({ complyBy: '2025-03-03' })).toBe(
      'The notice itself states the day by which the governing body must answer and comply.',
    )
    expect(why({})).toMatch(/^The governing body has 15 working days/)
  })

  it('has its words corrected, and keeps its day', () => {
    const paper = withNotice('2025-02-03')
    const entry = paper.entry('issueWarningNotice')
    const input = { matters: 'Standards in English', actionRequired: 'A plan' }
    paper.give('2025-02-04', 'dsim', 'correctEntry', { entry, input, reason: 'r' })
    expect(paper.state().notice?.statements).toEqual({ ...statements, ...input })
    expect(paper.of('deadline-moved')).toEqual([])
  })
})

describe('a clock without a day', () => {
  it.each(['agreed-day', 'none'] as const)('is not reckoned: %s', (kind) => {
    const question = { ask: 'remaining', key: 'k', clock: { kind }, on: '2025-03-03', due: '2025-03-04' } as const
    expect(() => answer(calendarOf(), staffordshire, question)).toThrow(
      `A clock of the kind "${kind}" has no day to reckon`,
    )
  })
})

describe('a warning notice that falls', () => {
  it('is taken out of the calendar of the chair of governors, who no longer owes an answer, and of nobody else', () => {
    const paper = withNotice('2014-02-03')
    paper.give('2014-02-04', 'head-of-sid', 'rescindWarningNotice', { reason: 'r' })
    const letters = paper.letters.filter((one) => one.letter === 'notice-rescinded')
    expect(
      letters.map(({ to, facts }) => [to, (facts['cancelled'] as { key: string }[] | undefined)?.[0]?.key]),
    ).toEqual([
      ['chair-of-governors', 'warning-notice-response#1'],
      ['headteacher', undefined],
      ['director', undefined],
      ['dsim', undefined],
    ])
  })
})

describe('an entry made on the midnight itself', () => {
  it('finds the day passed: what was due until then is missed at once', () => {
    const paper = opened('2025-03-03T00:00', 'stage-2')
    paper.give('2025-03-11T00:00', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
    expect(paper.state().notice?.stage).toBe('requested')
    const late = { givenOn: '2025-02-14', complyBy: '2025-03-10' }
    paper.give('2025-03-11T00:00', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
    paper.give('2025-03-11T00:00', 'director', 'issueWarningNotice', { ...statements, ...late })
    expect(paper.owed('warning-notice-response').map((one) => one.status)).toEqual(['missed'])
    expect(paper.owed('powers-window')).toHaveLength(1)
  })
})
