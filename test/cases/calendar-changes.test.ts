import { beforeAll, describe, expect, it } from 'vitest'
import { itOnRecord, opens, storyteller, type Story } from '../support/story.ts'
import { expectHouseRules, lifeOf } from './house-rules.ts'

const tell = storyteller()

const chased = (story: Story, deadline: string): string[] =>
  story.mails(deadline).filter((one) => !one.includes(' notice '))

describe('a bank holiday that is announced while the clocks run', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2025-09-08',
      steps: [
        opens('2025-09-08', 'stage-3'),
        ['2025-09-15T12:00', 'administrator', 'importBankHolidays', [{ date: '2025-09-19', name: 'State occasion' }]],
        ['2025-09-15T13:00', 'administrator', 'importBankHolidays', [{ date: '2025-09-19', name: 'State occasion' }]],
        ['2025-10-03T12:00', 'administrator', 'importBankHolidays', [{ date: '2025-10-09', name: 'Another occasion' }]],
      ],
      until: '2025-10-21',
    })
  })

  it('moves what it touches, once, with the reason on record (LAW-15)', () => {
    expect(
      story.of('deadline-moved').map(({ at, deadline, from, due }) => [at.slice(0, 10), deadline, from, due]),
    ).toEqual(
      [
        ['2025-09-15', 'agree-action-plan', '2025-10-06', '2025-10-07'],
        ['2025-09-15', 'assess-contribution', '2025-10-06', '2025-10-07'],
        ['2025-09-15', 'statement-of-action', '2025-09-22', '2025-09-23'],
      ].sort((a, b) => order(a) - order(b)),
    )
    for (const moved of story.of('deadline-moved')) expect(moved.reason).toContain('State occasion')
  })

  it('moves nothing that it does not touch', () => {
    expect(lifeOf(story, 'assign-lead-officer').slice(0, 2)).toEqual([
      '2025-09-08T09:00 opened 2025-09-15',
      '2025-09-16 missed 2025-09-15',
    ])
    expect(story.moved('project-group-meeting')).toEqual([])
    expect(story.moved('two-term-review')).toEqual([])
  })

  it('tells whoever owes what moved, once (LAW-15)', () => {
    const told = story.of('mail').filter((one) => one.at.startsWith('2025-09-15T12:00'))
    expect(told.map((one) => `${String(one.kind)} ${String(one.to)}`).sort()).toEqual([
      'notice dsim',
      'notice lead-project-officer',
    ])
    expect(story.of('mail').filter((one) => one.at.startsWith('2025-09-15T13:00'))).toEqual([])
  })

  it('repeats no reminder, and moves the rungs that would have fallen on it (LAW-15)', () => {
    expect(chased(story, 'statement-of-action')).toEqual([
      '2025-09-15 reminder dsim',
      '2025-09-18 reminder dsim',
      '2025-09-22 reminder dsim',
      '2025-09-24 overdue dsim',
      '2025-09-24 overdue head-of-sid',
      '2025-09-25 escalation director',
      '2025-10-02 escalation director',
      '2025-10-10 escalation director',
      '2025-10-17 escalation director',
    ])
  })

  it('moves the rungs of what is missed already, and of what repeats (LAW-15)', () => {
    expect(chased(story, 'assign-lead-officer')).toEqual([
      '2025-09-12 reminder dsim',
      '2025-09-16 overdue dsim',
      '2025-09-16 overdue head-of-sid',
      '2025-09-18 escalation head-of-sid',
      '2025-09-23 escalation deputy-director',
      '2025-09-30 escalation director',
      '2025-10-15 escalation director',
    ])
  })

  it('keeps the rules of every story', () => expectHouseRules(story, ['2025-09-19', '2025-10-09']))

  const opened = () => story.of('deadline-opened').map((one) => one.deadline)
  const order = (row: (string | undefined)[]) => opened().indexOf(row[1])
})

describe('a warning notice under appeal', () => {
  let story: Story
  beforeAll(async () => {
    story = await tell({
      start: '2012-03-01',
      steps: [
        opens('2012-03-01', 'stage-2'),
        ['2012-03-01T10:00', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'Minutes' }],
        ['2012-03-01T11:00', 'head-of-sid', 'approveWarningNotice', { reason: 'It is clear' }],
        [
          '2012-03-01T12:00',
          'director',
          'issueWarningNotice',
          {
            givenOn: '2012-03-01',
            matters: 'Governance',
            actionRequired: 'A plan',
            actionMinded: 'Additional governors',
            representations: 'To the Chief Inspector',
          },
        ],
        ['2012-03-05', 'chair-of-governors', 'recordWarningResponse', { kind: 'appeal', summary: 'We appeal' }],
        ['2012-03-20', 'dsim', 'changeLevel', { to: 'stage-3', reason: 'It got worse' }],
        ['2012-03-26', 'administrator', 'importBankHolidays', [{ date: '2012-04-02', name: 'State occasion' }]],
      ],
      until: '2012-05-02',
    })
  })

  it('is looked at every ten working days, whatever happens to the case and the calendar meanwhile (LAW-5, LAW-15)', () => {
    expect(chased(story, 'appeal-decision')).toEqual([
      '2012-03-19 reminder dsim',
      '2012-04-03 digest dsim',
      '2012-04-19 reminder dsim',
    ])
  })

  it('keeps the rules of every story', () => expectHouseRules(story, ['2012-04-02']))
})

describe('a school with term dates of its own, and then with a new URN', () => {
  let story: Story
  let id = ''
  let urns: string[] = []
  beforeAll(async () => {
    story = await tell({
      start: '2025-09-08',
      steps: [
        opens('2025-09-08', 'stage-3'),
        [
          '2025-09-10',
          'administrator',
          'importTermDates',
          [
            {
              authority: 'staffordshire',
              school: '900001',
              academic_year: '2025-26',
              term: 'autumn',
              first_day: '2025-09-02',
              half_term_first_day: '2025-10-20',
              half_term_last_day: '2025-10-31',
              last_day: '2025-12-19',
            },
          ],
        ],
        ['2025-10-06', 'administrator', 'replaceSchool', { from: '900001', to: '900101', on: '2025-10-01' }],
        ['2025-10-08', 'dsim', 'assignOfficer', { role: 'lead-project-officer', person: 'lead-project-officer' }],
      ],
      until: '2025-11-07',
      look: async (world, caseId) => {
        id = caseId
        const rows = await world.records.selectFrom('case_urns').selectAll().where('case_id', '=', caseId).execute()
        urns = rows.map((row) => row.urn).sort()
      },
    })
  })

  it('has the days of its own half term, and the authority’s where it has none (TERM-1)', () => {
    expect(story.of('deadline-moved').map(({ deadline, from, due }) => [deadline, from, due])).toEqual([
      ['project-group-meeting', '2025-10-24', '2025-10-17'],
    ])
    expect(story.moved('project-group-meeting')[0]?.reason).toContain('900001')
  })

  itOnRecord('keeps its case, found under both URNs (LAW-16)', () => {
    expect(id).toBe('staffordshire-900001-1')
    expect(urns).toEqual(['900001', '900101'])
  })

  it('puts whether the school has left the authority’s powers before persons (LAW-16)', () => {
    const told = story.of('mail').filter((one) => one.at.startsWith('2025-10-06') && one.kind === 'notice')
    expect(told.map((one) => String(one.to)).sort()).toEqual(['dsim', 'head-of-sid'])
  })

  it('goes on owing and chasing everything, the statement of action included (LAW-16)', () => {
    expect(story.of('deadline-cancelled')).toEqual([])
    expect(lifeOf(story, 'assign-lead-officer').at(-1)).toBe('2025-10-08T09:00 met 2025-09-15')
    expect(chased(story, 'statement-of-action').slice(-6)).toEqual(
      [
        '2025-09-24 escalation director',
        '2025-10-01 escalation director',
        '2025-10-08 escalation director',
        '2025-10-15 escalation director',
        '2025-10-22 escalation director',
        '2025-10-29 escalation director',
        '2025-11-05 escalation director',
      ].slice(-6),
    )
    expect(lifeOf(story, 'project-group-meeting')).toContain('2025-10-18 missed 2025-10-17')
    expect(lifeOf(story, 'project-group-meeting')).toContain('2025-11-03 opened 2025-12-19')
  })

  it('keeps the rules of every story', () => expectHouseRules(story))
})
