import { beforeAll, describe, expect, it } from 'vitest'
import { itOnRecord, opens, storyteller, type Story } from '../support/story.ts'
import { caseOnPaper, type CaseOnPaper } from './case-on-paper.ts'

const tell = storyteller()
const statements = { matters: 'm', actionRequired: 'a', actionMinded: 'a', representations: 'r' }
const moves = (paper: CaseOnPaper, deadline: string) =>
  paper.of('deadline-moved', deadline).map((one) => [one.from, one.due])

function opened(on: string, level = 'stage-1'): CaseOnPaper {
  const paper = caseOnPaper()
  const opening = { authority: 'staffordshire', school: '900001', level, reasons: ['budget'], summary: 's' }
  paper.give(`${on}T08:00`, 'dsim', 'openCase', opening)
  return paper
}
function withNotice(givenOn: string, more: object = {}): CaseOnPaper {
  const paper = opened(givenOn)
  issue(paper, givenOn, more)
  return paper
}
function issue(paper: CaseOnPaper, on: string, more: object = {}): void {
  paper.give(`${on}T08:01`, 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
  paper.give(`${on}T08:02`, 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
  paper.give(`${on}T08:03`, 'director', 'issueWarningNotice', { ...statements, ...more })
}
const correct = (paper: CaseOnPaper, on: string, command: string, input: object) =>
  paper.give(on, 'dsim', 'correctEntry', { entry: paper.entry(command), input, reason: 'A slip of the pen' })
const refusal = (paper: CaseOnPaper, on: string, command: string, input: object) =>
  paper.refusal(on, 'dsim', 'correctEntry', { entry: paper.entry(command), input, reason: 'A slip of the pen' })

describe('an entry that is corrected', () => {
  let story: Story
  let entries: { seq: number; type: string; body: unknown }[] = []
  beforeAll(async () => {
    story = await tell({
      start: '2014-02-10',
      steps: [
        opens('2014-02-10T08:00', 'stage-1'),
        ['2014-02-10T09:00', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'E' }],
        ['2014-02-10T10:00', 'head-of-sid', 'approveWarningNotice', { reason: 'R' }],
        ['2014-02-11T10:00', 'director', 'issueWarningNotice', { ...statements, givenOn: '2014-02-10' }],
        [
          '2014-02-18T10:00',
          'dsim',
          'correctEntry',
          { entry: 11, input: { givenOn: '2014-02-11' }, reason: 'Given a day later' },
        ],
        [
          '2014-02-18T10:05',
          'dsim',
          'correctEntry',
          { entry: 11, input: { matters: 'Standards in English' }, reason: 'Words' },
        ],
        [
          '2014-02-18T10:10',
          'dsim',
          'correctEntry',
          { entry: 12, input: { givenOn: '2014-02-10' }, reason: 'No command' },
        ],
        ['2014-02-18T10:15', 'dsim', 'correctEntry', { entry: 11, input: { givenOn: '2014-02-30' }, reason: 'No day' }],
        [
          '2014-02-18T10:20',
          'headteacher',
          'correctEntry',
          { entry: 11, input: { givenOn: '2014-02-10' }, reason: 'Not his' },
        ],
      ],
      until: '2014-03-06',
      look: async ({ records }, caseId) => {
        entries = await records
          .selectFrom('case_file')
          .select(['seq', 'type', 'body'])
          .where('case_id', '=', caseId)
          .orderBy('seq')
          .execute()
      },
    })
  })

  itOnRecord('stays in the case file as it was, and the correction stands beside it', () => {
    const old = entries.find((one) => one.seq === 11)
    expect(old).toMatchObject({
      type: 'command',
      body: { command: 'issueWarningNotice', input: { givenOn: '2014-02-10' } },
    })
    const corrections = entries.filter((one) => (one.body as { command?: string }).command === 'correctEntry')
    expect(corrections.map((one) => (one.body as { input: object }).input)).toEqual([
      { entry: 11, input: { givenOn: '2014-02-11' }, reason: 'Given a day later' },
      { entry: 11, input: { matters: 'Standards in English' }, reason: 'Words' },
    ])
    expect(entries.map((one) => one.seq)).toEqual(entries.map((_, index) => index + 1))
  })

  it('has its days reckoned again, with the reason, and a second correction keeps the first (LAW-1)', () => {
    expect(story.moved('warning-notice-response')).toEqual([
      expect.objectContaining({
        at: '2014-02-18T10:00:00+00:00',
        from: '2014-03-03',
        due: '2014-03-04',
        reason: 'Entry 11 was corrected: Given a day later',
      }),
    ])
    expect(story.missed('warning-notice-response').map((one) => one.at)).toEqual(['2014-03-05T00:00:00+00:00'])
  })

  it('repeats no reminder that was sent, and sends the others by the new day', () => {
    expect(
      story
        .mails('warning-notice-response')
        .toSorted()
        .filter((one) => one.includes('reminder')),
    ).toEqual([
      '2014-02-17 reminder chair-of-governors',
      '2014-02-25 reminder chair-of-governors',
      '2014-02-28 reminder chair-of-governors',
      '2014-03-03 reminder chair-of-governors',
    ])
  })

  it('is told to everybody who was told of it', () => {
    const told = story
      .mailsOf('notice')
      .filter((one) => one.at.startsWith('2014-02-18T10:00'))
      .flatMap((one) => one.to as string[])
    expect(new Set(told)).toEqual(new Set(['chair-of-governors', 'headteacher', 'chief-inspector']))
  })

  it('is no other entry than a command’s, and its correction obeys the same rules as the command', () => {
    expect(story.refused()[0]).toMatch(/entry 12 is no command of this case file/)
    expect(story.refused()[1]).toMatch(/givenOn must be a date that exists/)
    expect(story.refused()[2]).toMatch(/correctEntry may not be given by the headteacher/)
    expect(story.refused()).toHaveLength(3)
  })
})

describe('the day a notice was given, corrected after its period has ended', () => {
  it('moves the answer, the decision and the window, and opens none of them twice (LAW-8)', () => {
    const paper = withNotice('2014-02-10')
    correct(paper, '2014-03-10', 'issueWarningNotice', { givenOn: '2014-02-07' })
    expect(moves(paper, 'warning-notice-response')).toEqual([['2014-03-03', '2014-02-28']])
    expect(moves(paper, 'decide-warning-notice')).toEqual([['2014-03-17', '2014-03-14']])
    expect(moves(paper, 'powers-window')).toEqual([['2014-05-03', '2014-04-28']])
    expect(paper.of('deadline-opened', 'powers-window')).toHaveLength(1)
    expect(paper.of('deadline-cancelled')).toEqual([])
    expect(paper.state().notice?.windowEndsOn).toBe('2014-04-28')
  })

  it('takes back window and decision where the period now runs on, and opens them again at its end', () => {
    const paper = withNotice('2014-02-10')
    correct(paper, '2014-03-10', 'issueWarningNotice', { givenOn: '2014-02-24' })
    expect(moves(paper, 'warning-notice-response')).toEqual([['2014-03-03', '2014-03-17']])
    expect(paper.owed('warning-notice-response')[0]?.status).toBe('open')
    expect(paper.of('deadline-cancelled').map((one) => one.deadline)).toEqual([
      'decide-warning-notice',
      'powers-window',
    ])
    paper.passTo('2014-03-19')
    expect(paper.of('deadline-missed', 'warning-notice-response').map((one) => one.at.slice(0, 10))).toEqual([
      '2014-03-04',
      '2014-03-18',
    ])
    expect(paper.owed('powers-window').map((one) => one.due)).toEqual(['2014-05-17'])
  })

  it('leaves the decision alone that the school’s answer opened (ST-22)', () => {
    const paper = withNotice('2014-02-10')
    paper.give('2014-02-20', 'headteacher', 'recordWarningResponse', { kind: 'response', summary: 's' })
    correct(paper, '2014-03-05', 'issueWarningNotice', { givenOn: '2014-02-07' })
    expect(moves(paper, 'decide-warning-notice')).toEqual([])
    expect(moves(paper, 'powers-window')).toEqual([['2014-05-03', '2014-04-28']])
  })

  it('lets the window lapse at once where its end is past by the corrected day', () => {
    const paper = withNotice('2014-02-10')
    paper.give('2014-04-30', 'dsim', 'correctEntry', {
      entry: paper.entry('issueWarningNotice'),
      input: { givenOn: '2014-02-03' },
      reason: 'A week earlier',
    })
    expect(paper.of('notice').at(-1)?.event).toBe('lapsed')
    expect(paper.state().deadlines.map((one) => one.id)).not.toContain('powers-window')
  })
})

describe('the other days of a notice, corrected', () => {
  it('moves the decision with the day on which the answer was received (ST-22)', () => {
    const paper = withNotice('2014-02-10')
    paper.give('2014-02-20', 'headteacher', 'recordWarningResponse', { kind: 'response', summary: 's' })
    correct(paper, '2014-02-21', 'recordWarningResponse', { receivedOn: '2014-02-19' })
    expect(moves(paper, 'decide-warning-notice')).toEqual([['2014-03-06', '2014-03-05']])
    expect(refusal(paper, '2014-02-21', 'recordWarningResponse', { receivedOn: '2014-02-07' })).toContain('LAW-14')
    expect(refusal(paper, '2014-02-21', 'recordWarningResponse', { receivedOn: '2014-02-22' })).toMatch(
      /later than today/,
    )
    expect(refusal(paper, '2014-02-21', 'issueWarningNotice', { givenOn: '2014-02-20' })).toContain('LAW-14')
  })

  it('moves the compliance with the day of confirmation, which stays after the appeal (LAW-5, LAW-14)', () => {
    const paper = withNotice('2014-02-10')
    paper.give('2014-02-20', 'headteacher', 'recordWarningResponse', { kind: 'appeal', summary: 's' })
    const told = paper.letters.length
    correct(paper, '2014-02-21', 'recordWarningResponse', { receivedOn: '2014-02-19' })
    expect(paper.letters.slice(told).map((one) => one.letter)).not.toContain('moved')
    paper.give('2014-03-05', 'dsim', 'recordAppealDecision', { decision: 'confirmed' })
    correct(paper, '2014-03-06', 'recordAppealDecision', { decidedOn: '2014-03-03' })
    expect(moves(paper, 'compliance')).toEqual([['2014-03-26', '2014-03-24']])
    expect(paper.state().notice?.period).toMatchObject({ due: '2014-03-24', confirmed: true })
    expect(refusal(paper, '2014-03-06', 'recordAppealDecision', { decidedOn: '2014-02-18' })).toContain('LAW-14')
    expect(refusal(paper, '2014-03-06', 'recordWarningResponse', { receivedOn: '2014-03-04' })).toContain('LAW-14')
  })

  it('moves the period that the notice states, where the law lets it state one (LAW-9)', () => {
    const paper = withNotice('2025-02-10')
    correct(paper, '2025-02-11', 'issueWarningNotice', { complyBy: '2025-02-21' })
    expect(moves(paper, 'warning-notice-response')).toEqual([['2025-03-03', '2025-02-21']])
    expect(paper.state().notice?.period?.due).toBe('2025-02-21')
    expect(refusal(paper, '2025-02-11', 'issueWarningNotice', { complyBy: '2025-02-10' })).toMatch(/must be later/)
    const old = withNotice('2014-02-10')
    expect(refusal(old, '2014-02-11', 'issueWarningNotice', { complyBy: '2014-02-21' })).toContain('LAW-1')
  })

  it('brings no notice under another regime (LAW-1, LAW-9)', () => {
    const paper = withNotice('2016-04-15')
    expect(refusal(paper, '2016-04-20', 'issueWarningNotice', { givenOn: '2016-04-18' })).toMatch(
      /another regime: rescind it/,
    )
  })

  it('touches no later notice of the same case', () => {
    const paper = withNotice('2014-02-10')
    const entry = paper.entry('issueWarningNotice')
    paper.give('2014-02-20', 'head-of-sid', 'rescindWarningNotice', { reason: 'r' })
    issue(paper, '2014-03-10')
    const day = { entry, input: { givenOn: '2014-02-07' }, reason: 'r' }
    expect(paper.refusal('2014-03-11', 'dsim', 'correctEntry', day)).toMatch(
      /has ended: its entry can no longer change a day/,
    )
    paper.give('2014-03-11', 'dsim', 'correctEntry', { entry, input: { matters: 'Other words' }, reason: 'r' })
    expect(paper.state().notice).toMatchObject({ givenOn: '2014-03-10', statements: { matters: 'm' } })
  })
})

describe('other entries, corrected', () => {
  it('has the milestones of an agenda moved, each by its own day, also when the first is reached (ST-13)', () => {
    const paper = opened('2025-02-03', 'stage-2')
    const milestones = [
      { what: 'Marking', by: '2025-03-03' },
      { what: 'Reading', by: '2025-04-01' },
    ]
    paper.give('2025-02-04', 'dsim', 'agreeImprovementAgenda', { milestones })
    paper.give('2025-02-20', 'headteacher', 'completeMilestone', { milestone: 'milestone-1', evidence: 'e' })
    const moved = [milestones[0], { what: 'Reading aloud', by: '2025-04-02' }]
    correct(paper, '2025-02-21', 'agreeImprovementAgenda', { milestones: moved })
    expect(moves(paper, 'milestone-2')).toEqual([['2025-04-01', '2025-04-02']])
    expect(paper.owed('milestone-2')[0]?.title).toContain('Reading aloud')
    expect(refusal(paper, '2025-02-21', 'agreeImprovementAgenda', { milestones: [milestones[0]] })).toMatch(
      /neither adds nor removes/,
    )
    const past = [milestones[0], { what: 'Reading aloud', by: '2025-02-20' }]
    expect(refusal(paper, '2025-02-21', 'agreeImprovementAgenda', { milestones: past })).toMatch(/is past/)
    expect(refusal(paper, '2025-02-21', 'completeMilestone', { milestone: 'milestone-2' })).toMatch(
      /cannot be corrected/,
    )
  })

  it('has a report’s days moved: the statement, and the twelve months (LAW-10, ST-25)', () => {
    const paper = opened('2025-03-03')
    paper.give('2025-03-05', 'dsim', 'recordOfstedJudgement', {
      judgement: 'special-measures',
      publishedOn: '2025-03-03',
      receivedOn: '2025-03-05',
    })
    correct(paper, '2025-03-06', 'recordOfstedJudgement', { publishedOn: '2025-02-28', receivedOn: '2025-03-04' })
    expect(moves(paper, 'statement-of-action')).toEqual([['2025-03-19', '2025-03-18']])
    expect(moves(paper, 'twelve-month-review')).toEqual([['2026-03-03', '2026-02-28']])
    expect(refusal(paper, '2025-03-06', 'recordOfstedJudgement', { publishedOn: '2025-03-05' })).toMatch(/not be later/)
    expect(refusal(paper, '2025-03-06', 'recordOfstedJudgement', { judgement: 'notice-to-improve' })).toMatch(
      /cannot be corrected/,
    )
  })

  it('has an urgent notice’s days and its shorter period moved (LAW-12)', () => {
    const paper = opened('2025-03-03')
    paper.give('2025-03-05', 'dsim', 'recordOfstedJudgement', { judgement: 'special-measures' })
    paper.give('2025-03-10', 'dsim', 'recordUrgentNotice', {})
    correct(paper, '2025-03-10', 'recordUrgentNotice', { receivedOn: '2025-03-07', days: 5 })
    expect(moves(paper, 'urgent-statement-of-action')).toEqual([['2025-03-24', '2025-03-14']])
  })

  it.each([
    ['an input that changes nothing', 'openCase', {}, /changes nothing/],
    ['the same words again', 'openCase', { summary: 's' }, /changes nothing/],
    [
      'a reason that the policy does not know',
      'openCase',
      { reasons: ['nonsense'] },
      /"nonsense" is not one of.*\(ST-5\)/,
    ],
    ['a field that it does not have', 'openCase', { colour: 'red' }, /openCase has no field colour/],
    ['an empty text', 'openCase', { summary: '' }, /summary is empty/],
    [
      'the level that decided what followed',
      'openCase',
      { level: 'stage-3' },
      /level cannot be corrected.*new command/,
    ],
    ['the school', 'openCase', { school: '900002' }, /school cannot be corrected/],
    [
      'a ground that the policy does not know',
      'requestWarningNotice',
      { grounds: ['x'] },
      /grounds: "x" is not one of/,
    ],
  ])('refuses %s, and nothing changes', (_what, command, input, sentence) => {
    expect(refusal(withNotice('2014-02-10'), '2014-02-12', command, input)).toMatch(sentence)
  })

  it('corrects no correction', () => {
    const paper = withNotice('2014-02-10')
    correct(paper, '2014-02-11', 'openCase', { summary: 'Other words' })
    expect(paper.state().summary).toBe('Other words')
    expect(refusal(paper, '2014-02-11', 'correctEntry', { reason: 'x' })).toMatch(/is a correction itself/)
  })
})
