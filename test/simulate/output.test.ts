import { beforeAll, describe, expect, it } from 'vitest'
import { storyteller, type Story } from '../support/story.ts'

const tell = storyteller()
/** Contract, section 5: the types, and what each must say besides `at` and `type`. */
const says: Record<string, string[]> = {
  command: ['command', 'as'],
  'command-refused': ['command', 'error'],
  'case-opened': ['level'],
  'level-changed': ['from', 'to', 'reason'],
  'deadline-opened': ['deadline', 'rule', 'owner', 'due'],
  'deadline-moved': ['deadline', 'rule', 'owner', 'due', 'reason'],
  'deadline-suspended': ['deadline', 'rule', 'owner', 'due', 'reason'],
  'deadline-resumed': ['deadline', 'rule', 'owner', 'due', 'reason'],
  'deadline-met': ['deadline', 'rule', 'owner', 'due'],
  'deadline-missed': ['deadline', 'rule', 'owner', 'due'],
  'deadline-cancelled': ['deadline', 'rule', 'owner', 'due', 'reason'],
  notice: ['notice', 'event'],
  'power-used': ['power'],
  'review-decided': ['review', 'decision'],
  'referred-to-dmt': ['reason'],
  'case-closed': ['reason'],
  'case-reopened': ['reason'],
  mail: ['kind', 'to', 'addresses', 'subject', 'messageId'],
}
const noticeEvents =
  'requested approved refused issued answered appealed confirmed not-confirmed rescinded voided lapsed'.split(' ')

describe('what a scenario prints with --json (section 5)', () => {
  let story: Story
  let caseFile: Record<string, unknown>[] = []
  beforeAll(async () => {
    story = await tell({
      start: '2025-03-03',
      people: {
        sip: { name: 'Sid Sip', email: 'sid@example.org', away: [{ from: '2025-04-04', to: '2025-04-04' }] },
      },
      steps: [
        ['2025-03-28T09:00', 'dsim', 'changeLevel', { to: 'stage-3', reason: 'Again' }],
        ['2025-03-03', 'dsim', 'openCase', { level: 'stage-2', reasons: ['budget'], summary: 'S' }],
        ['2025-03-03T14:30', 'dsim', 'changeLevel', { to: 'stage-3', reason: 'Worse' }],
        ['2025-03-04', 'dsim', 'suspendDeadline', { deadline: 'agree-action-plan', reason: 'R' }],
        ['2025-03-05', 'dsim', 'resumeDeadline', { deadline: 'agree-action-plan', reason: 'R' }],
        ['2025-03-06', 'dsim', 'extendDeadline', { deadline: 'agree-action-plan', to: '2025-05-02', reason: 'R' }],
        ['2025-03-07', 'dsim', 'fileStatementOfAction', { document: 'd', parents: 'p', parentalChampion: 'none' }],
        ['2025-03-10', 'dsim', 'requestWarningNotice', { grounds: ['safety-threatened'], evidence: 'E' }],
        ['2025-03-11', 'head-of-sid', 'refuseWarningNotice', { reason: 'R' }],
        ['2025-03-12', 'dsim', 'decideReview', { review: 'two-term-review', decision: 'refer-to-dmt', reason: 'R' }],
        [
          '2025-03-13',
          'dsim',
          'decideReview',
          { review: 'three-term-review', decision: 'continue', until: '2025-12-19', reason: 'R' },
        ],
        ['2025-03-17T09:00', 'dsim', 'assignOfficer', { role: 'lead-project-officer', person: 'lead-project-officer' }],
        [
          '2025-03-31T00:00',
          'dsim',
          'changeLevel',
          { to: 'stage-2', reason: 'At midnight, on the day the clocks have gone forward' },
        ],
        ['2025-04-01T00:00', 'dsim', 'assessContribution', { days: 5, amount: 0 }],
        ['2025-04-10', 'dsim', 'importBankHolidays', [{ date: '2025-04-11', name: 'A day of celebration' }]],
        ['2025-04-30', 'dsim', 'closeCase', { reason: 'R' }],
        ['2025-05-06', 'dsim', 'reopenCase', { reason: 'R' }],
        ['2025-05-08', 'dsim', 'closeCase', { reason: 'R' }],
        ['2025-06-01', 'dsim', 'reopenCase', { reason: 'After the end' }],
      ],
      until: '2025-05-09',
      look: async ({ records }) => {
        const rows = await records.selectFrom('case_file').selectAll().orderBy('seq').execute()
        caseFile = rows.map((one) => ({ type: one.type, ...one.body }))
      },
    })
  })

  it('has only the types of the contract, each with what it must say', () => {
    for (const one of story.happenings) {
      expect(Object.keys(says), one.type).toContain(one.type)
      for (const field of says[one.type] ?? []) expect(one, `${one.type} of ${one.at}`).toHaveProperty([field])
    }
    const kinds = new Set(story.of('mail').map((one) => one.kind))
    for (const kind of kinds) expect('notice reminder overdue escalation digest outcome'.split(' ')).toContain(kind)
    for (const event of story.notices()) expect(noticeEvents).toContain(event)
    const expected = Object.keys(says).filter((one) => one !== 'power-used')
    expect(new Set(story.happenings.map((one) => one.type))).toEqual(new Set(expected))
  })

  it('says every moment in whole seconds with London’s offset in numbers, in winter and in summer', () => {
    for (const one of story.happenings) expect(one.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
    for (const one of story.happenings) expect(one.at.endsWith(one.at < '2025-03-30' ? '+00:00' : '+01:00')).toBe(true)
    expect(story.of('level-changed').map((one) => one.at)).toEqual([
      '2025-03-03T14:30:00+00:00',
      '2025-03-31T00:00:00+01:00',
    ])
  })

  it('stands in order of time, from the earliest step on, and ends at `until`', () => {
    const times = story.happenings.map((one) => Date.parse(one.at))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(story.happenings[0]).toMatchObject({
      at: '2025-03-03T09:00:00+00:00',
      type: 'command',
      command: 'openCase',
      as: 'dsim',
    })
    expect(story.of('case-reopened')).toHaveLength(1)
    expect(story.happenings.at(-1)?.at.slice(0, 10)).toBe('2025-05-08')
  })

  it('puts a step before everything else at its moment: it meets what would be reminded or missed then', () => {
    const nine = story.happenings.filter((one) => one.at.startsWith('2025-03-17T09:00'))
    expect(nine[0]).toMatchObject({ type: 'command', command: 'assignOfficer' })
    const midnight = story.happenings.filter((one) => one.at.startsWith('2025-04-01T00:00'))
    expect(midnight[0]).toMatchObject({ type: 'command', command: 'assessContribution' })
    expect(story.met('assess-contribution')).toMatchObject([{ at: '2025-04-01T00:00:00+01:00', due: '2025-03-31' }])
    expect(story.missed('assess-contribution')).toEqual([])
  })

  it('writes every due day as a day', () => {
    for (const one of story.happenings.filter((each) => each.type.startsWith('deadline-')))
      expect(String(one.due), `${one.type} ${String(one.deadline)}`).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  it('names the roles addressed and one address a mail, with a Message-ID of its own, and whoever stands in', () => {
    const mails = story.of('mail')
    for (const one of mails) {
      expect((one.to as string[]).length).toBeGreaterThan(0)
      for (const role of one.to as string[]) expect(role).toMatch(/^[a-z-]+$/)
      expect(one.addresses).toEqual([expect.stringContaining('@')])
      expect(one.messageId).toMatch(/^<[^\s<>@]+@[^\s<>@]+>$/)
    }
    expect(new Set(mails.map((one) => one.messageId)).size).toBe(mails.length)
    const about = mails.filter((one) => one.kind === 'reminder')
    for (const one of about)
      expect(one).toMatchObject({ deadline: expect.any(String) as string, rule: expect.any(String) as string })
    const away = mails.filter((one) => one.at.startsWith('2025-04-04') && (one.to as string[]).includes('sip'))
    expect(away.map((one) => one.addresses)).toEqual([['dsim@example.org']])
  })

  it('is, less mails and refusals, the case file', () => {
    const ours = story.happenings.filter((one) => one.type !== 'mail' && one.type !== 'command-refused')
    const entries = ours.map((one) => Object.fromEntries(Object.entries(one).filter(([field]) => field !== 'at')))
    expect(entries).toEqual(caseFile)
  })

  it('goes on after a step that was refused', () => {
    expect(story.of('command-refused')).toMatchObject([
      {
        at: '2025-03-28T09:00:00+00:00',
        command: 'changeLevel',
        as: 'dsim',
        error: expect.stringContaining('at Stage 3 already') as string,
      },
    ])
  })

  it('has bank holidays imported by a step: what is owed that day moves, with the reason (LAW-15)', () => {
    const moved = story.of('deadline-moved').filter((one) => one.at.startsWith('2025-04-10'))
    expect(moved.length).toBeGreaterThan(0)
    for (const one of moved) expect(String(one.reason)).toContain('A day of celebration')
  })
})
