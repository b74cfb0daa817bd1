import { beforeAll, describe, expect, it } from 'vitest'
import { ashfield, itOnRecord, opens, storyteller, type Step, type Story } from '../support/story.ts'

const tell = storyteller()
const statements = { matters: 'Standards', actionRequired: 'A plan', actionMinded: 'Additional governors' }
const asked = (on: string): Step => [
  on,
  'dsim',
  'requestWarningNotice',
  { grounds: ['serious-breakdown'], evidence: 'E' },
]
/** Mails of one minute as `role address`. */
const mailsAt = (story: Story, moment: string, subject = /./) =>
  story
    .of('mail')
    .filter((one) => one.at.startsWith(moment) && subject.test(String(one.subject)))
    .map((one) => `${(one.to as string[]).join('+')} ${(one.addresses as string[]).join('+')}`)
    .toSorted()

describe('the copies of a warning notice, and who stands in for whom', () => {
  let story: Story
  let letters: { to_role: string; status: string; stands_in_for: string | null; person: string | null }[] = []
  beforeAll(async () => {
    story = await tell({
      start: '2025-03-03',
      school: { ...ashfield, denomination: 'Church of England' },
      people: {
        director: {
          name: 'Dora Director',
          email: 'director@example.org',
          away: [{ from: '2025-03-10', to: '2025-03-14' }],
        },
        'deputy-director': { name: 'Dan Deputy', email: 'deputy@example.org' },
        'head-of-sid': {
          name: 'Hedy Head',
          email: 'head@example.org',
          away: [{ from: '2025-03-05', to: '2025-03-07' }],
        },
        'chief-inspector': { name: 'The Chief Inspector', email: null },
        'foundation-appointer': null,
      },
      steps: [
        opens('2025-03-03', 'stage-1'),
        asked('2025-03-05T10:00'),
        ['2025-03-05T10:30', 'deputy-head-of-sid-secondary', 'approveWarningNotice', { reason: 'The other phase' }],
        ['2025-03-05T11:00', 'deputy-head-of-sid-primary', 'approveWarningNotice', { reason: 'Standing in' }],
        ['2025-03-07T10:00', 'deputy-director', 'issueWarningNotice', statements],
        ['2025-03-11T10:00', 'deputy-director', 'issueWarningNotice', statements],
        [
          '2025-03-12T10:00',
          'deputy-head-of-sid-primary',
          'proposePowers',
          { powers: ['additional-governors'], reason: 'R' },
        ],
      ],
      until: '2025-03-14',
      look: async ({ records }, caseId) => {
        letters = await records
          .selectFrom('letters')
          .select(['to_role', 'status', 'stands_in_for', 'person'])
          .where('case_id', '=', caseId)
          .execute()
      },
    })
  })

  itOnRecord('writes to the deputy of the school’s phase while the Head of SID is away (ST-20)', () => {
    expect(mailsAt(story, '2025-03-05T10:00', /requested/)).toEqual([
      'dirg dirg@example.org',
      'head-of-sid deputy-head-of-sid-primary@example.org',
    ])
    expect(letters.filter((one) => one.stands_in_for === 'Hedy Head').map((one) => one.to_role)).toContain(
      'head-of-sid',
    )
  })

  it('lets that deputy approve, not the other one, and not once the Head is back (ST-20)', () => {
    expect(story.refused()[0]).toMatch(/not be given by the Deputy Head of School Improvement Division \(secondary\)/)
    expect(story.met('approve-warning-notice')[0]?.at).toBe('2025-03-05T11:00:00+00:00')
    expect(story.refused()[2]).toMatch(/not away on 2025-03-12/)
  })

  it('lets the deputy issue only while the Director is away, and says so (ST-20)', () => {
    expect(story.refused()[1]).toMatch(/Corporate Director .* is not away on 2025-03-07/)
    const issued = story.of('command').find((one) => one.command === 'issueWarningNotice')
    expect(issued).toMatchObject({ as: 'deputy-director', standsInFor: 'director', at: '2025-03-11T10:00:00+00:00' })
    const others = story.of('command').filter((one) => one.as === 'dsim')
    expect(others.filter((one) => one.standsInFor)).toEqual([])
    expect(story.refused()).toHaveLength(3)
  })

  it('writes to the deputy what the Director is owed while away', () => {
    expect(mailsAt(story, '2025-03-10T09:00')).toContain('director deputy@example.org')
  })

  it('sends the notice and every copy at the same time (LAW-4, LAW-9)', () => {
    const issued = story.of('mail').filter((one) => one.at.startsWith('2025-03-11T10:00') && one.kind === 'notice')
    const roles = issued.map((one) => (one.to as string[]).join()).toSorted()
    expect(roles).toEqual([
      'administrator',
      'administrator',
      'chair-of-governors',
      'diocesan-education-officer',
      'headteacher',
      'secretary-of-state',
    ])
    const rules = issued.map((one) => `${(one.to as string[]).join()} ${String(one.rule)}`)
    expect(rules).toContain('secretary-of-state LAW-9')
    expect(rules).toContain('headteacher LAW-4')
    expect(rules).toContain('chair-of-governors ST-21, LAW-9')
  })

  itOnRecord(
    'goes by post where no mail address is known, tells the administrator, and is issued all the same (LAW-4)',
    () => {
      const post = letters.filter((one) => one.status === 'by post').map((one) => one.to_role)
      expect(post.toSorted()).toEqual(['chief-inspector', 'foundation-appointer'])
      expect(story.opened('warning-notice-response')[0]).toMatchObject({
        at: '2025-03-11T10:00:00+00:00',
        due: '2025-04-01',
      })
    },
  )
})

describe('the copies of a notice to a community school, given in 2014', () => {
  it('go to headteacher and Chief Inspector alone (LAW-4)', async () => {
    const story = await tell({
      start: '2014-03-03',
      steps: [
        opens('2014-03-03', 'stage-1'),
        asked('2014-03-05T10:00'),
        ['2014-03-05T11:00', 'head-of-sid', 'approveWarningNotice', { reason: 'R' }],
        ['2014-03-06T10:00', 'director', 'issueWarningNotice', { ...statements, representations: 'To Ofsted' }],
      ],
      until: '2014-03-06',
    })
    expect(mailsAt(story, '2014-03-06T10:00')).toEqual([
      'chair-of-governors chair-of-governors@example.org',
      'chief-inspector chief-inspector@example.org',
      'headteacher headteacher@example.org',
    ])
  })
})
