import { describe, expect, it } from 'vitest'
import { countWorkingDays, createCalendar } from '../../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../../calendar/shipped.ts'
import { commandNames } from '../../cases/commands.ts'
import { loadPolicies } from '../../policies/policies.ts'
import type { Happening } from '../../simulate/happenings.ts'
import { notPlayed } from '../../simulate/in-words.ts'
import { ruleTitles } from '../../simulate/rule-titles.ts'
import type { Scenario } from '../../simulate/scenario.ts'
import { stillOwed } from '../../simulate/still-owed.ts'
import { timeline } from '../../simulate/timeline.ts'
import type { Told } from '../../simulate/told.ts'

const policy = loadPolicies().get('staffordshire')
if (!policy) throw new Error('The policy of Staffordshire is missing')
const calendar = createCalendar({
  bankHolidays: shippedBankHolidays(),
  terms: shippedTerms(),
  authority: 'staffordshire',
  oneWeekHalfTermIsLong: false,
})

let mails = 0
const told = new Map<string, Told>()

/** A mail of a ladder, as the service sends it. */
function mail(
  at: string,
  kind: string,
  to: string,
  offset: number,
  title = 'Assign an LA officer to the school',
  due = '2023-09-12',
): Happening {
  const messageId = `<${++mails}@example.org>`
  told.set(messageId, { about: [{ title, due, offset }], reader: null, standsInFor: null })
  return {
    at: `${at}T09:00:00+01:00`,
    type: 'mail',
    kind,
    to: [to],
    addresses: ['a@example.org'],
    subject: 'S',
    messageId,
    rule: 'ST-13',
  }
}

const tell = (...happenings: Happening[]): string =>
  timeline(happenings, { policy, school: 'Elm School', told, ruleTitles: ruleTitles() })

describe('the timeline of a scenario', () => {
  it('heads each day with its weekday, and says in words who did what and what it brought', () => {
    const out = tell(
      {
        at: '2023-09-05T09:00:00+01:00',
        type: 'command',
        command: 'changeLevel',
        as: 'dsim',
        input: { to: 'stage-2', reason: 'It is slow' },
      },
      { at: '2023-09-05T09:00:00+01:00', type: 'level-changed', from: 'stage-1', to: 'stage-2', reason: 'It is slow' },
      {
        at: '2023-09-05T09:00:00+01:00',
        type: 'deadline-opened',
        deadline: 'assign-officer',
        owner: 'dsim',
        due: '2023-09-12',
        rule: 'ST-13',
      },
      {
        at: '2023-09-13T00:00:00+01:00',
        type: 'deadline-missed',
        deadline: 'assign-officer',
        owner: 'dsim',
        due: '2023-09-12',
        rule: 'ST-13',
      },
    )
    expect(out.split('\n')).toEqual([
      'Tuesday 5 September 2023',
      '  09:00  ▸ The District Strategic Improvement Manager moves the case to Stage 2: “It is slow”',
      '         ● From Stage 1 to Stage 2',
      '           now owed: Assign an LA officer to the school, by the District Strategic Improvement Manager, until Tuesday 12',
      '             September (ST-13, ‘stage 2: light touch, evaluated each half term’)',
      '',
      'Wednesday 13 September 2023',
      '  00:00    ! MISSED: Assign an LA officer to the school, by the District Strategic Improvement Manager, was due Tuesday 12',
      '             September (ST-13)',
    ])
  })

  it('says how far a reminder lies before the day, and how late it is after, and to whom in one line', () => {
    const out = tell(
      mail('2023-09-05', 'reminder', 'dsim', -5),
      mail('2023-09-13', 'overdue', 'dsim', 1),
      mail('2023-09-13', 'overdue', 'head-of-sid', 1),
      mail('2023-09-15', 'escalation', 'head-of-sid', 3),
    ).replace(/\s+/g, ' ')
    expect(out).toContain(
      '✉ to the District Strategic Improvement Manager: reminder: Assign an LA officer to the school, in 5 working days, by Tuesday 12 September',
    )
    expect(out).toContain(
      'to the District Strategic Improvement Manager and the Head of School Improvement Division: OVERDUE: Assign an LA officer to the school, 1 working day late',
    )
    expect(out).toContain('put before them: Assign an LA officer to the school, 3 working days late')
  })

  it('names who reads a mail in whose place, and who gave a command in whose place', () => {
    const messageId = '<away@example.org>'
    told.set(messageId, { about: [], reader: 'D. Eputy', standsInFor: 'H. Eadley' })
    const out = tell(
      {
        at: '2023-09-05T09:00:00+01:00',
        type: 'mail',
        kind: 'notice',
        to: ['head-of-sid'],
        addresses: ['d@example.org'],
        subject: 'Warning notice requested: Elm School',
        messageId,
        rule: 'ST-20',
      },
      {
        at: '2023-09-06T09:00:00+01:00',
        type: 'command',
        command: 'approveWarningNotice',
        as: 'deputy-head-of-sid-primary',
        standsInFor: 'head-of-sid',
        absent: ['H. Eadley'],
        input: { reason: 'Yes' },
      },
    ).replace(/\s+/g, ' ')
    expect(out).toContain(
      'to the Head of School Improvement Division (H. Eadley is away: D. Eputy reads it): Warning notice requested (ST-20',
    )
    expect(out).toContain(
      'Division (primary) (in place of the Head of School Improvement Division: H. Eadley is away) approves the warning notice: “Yes”',
    )
  })

  it('does not say again of the first time that the next occurrence of a duty is put before somebody', () => {
    const evaluate = 'Evaluate the progress'
    const out = tell(
      mail('2023-11-03', 'escalation', 'director', 10, evaluate, '2023-10-20'),
      mail('2024-01-08', 'escalation', 'director', 10, evaluate, '2023-12-20'),
      mail('2024-01-22', 'escalation', 'director', 20, evaluate, '2023-12-20'),
    )
    expect(out).not.toContain('again')
  })

  it('folds days on which nobody acts and the same people are told of the same again, and says what was quiet', () => {
    const out = tell(
      mail('2023-09-26', 'escalation', 'director', 10),
      mail('2023-10-10', 'escalation', 'director', 20),
      mail('2023-10-24', 'escalation', 'director', 30),
      mail('2023-12-05', 'escalation', 'director', 60, 'Something else'),
    ).replace(/\s+/g, ' ')
    expect(out).toContain(
      'Tuesday 10 October 2023 to Tuesday 24 October 2023: nobody acts, and on 2 days they are told again',
    )
    expect(out).toContain(
      "to the Corporate Director of Children's Services, again: Assign an LA officer to the school (2 times)",
    )
    expect(out).toContain('… 6 quiet weeks …')
    expect(out).toContain('Tuesday 5 December 2023')
  })

  it('shows a step that was refused with its sentence', () => {
    const out = tell({
      at: '2023-09-05T09:00:00+01:00',
      type: 'command-refused',
      command: 'usePower',
      as: 'director',
      error: 'Propose it first (LAW-7)',
    })
    expect(out).toContain(
      "✗ REFUSED to the Corporate Director of Children's Services, usePower: Propose it first (LAW-7)",
    )
  })

  it('says of what ends for one reason so once, and of what is overtaken why', () => {
    const cancelled = (deadline: string, reason: string): Happening => ({
      at: '2023-12-23T00:00:00+00:00',
      type: 'deadline-cancelled',
      deadline,
      owner: 'dsim',
      due: '2023-10-27',
      rule: 'ST-13',
      reason,
    })
    const out = tell(
      cancelled('assign-officer', 'Closed'),
      cancelled('milestone-2', 'Closed'),
      cancelled('sip-visit', 'overtaken'),
    ).replace(/\s+/g, ' ')
    expect(out).toContain(
      'no longer owed: Assign an LA officer to the school and Reach the milestone of the improvement agenda (2). Closed',
    )
    expect(out).toContain(
      'no longer owed: Visit the school and report (Friday 27 October). The next one has passed as well',
    )
  })

  it('has words for every command, and never a name of the code', () => {
    const input = {
      to: 'stage-2',
      role: 'assigned-officer',
      milestones: [],
      priorities: [],
      grounds: [],
      powers: [],
      deadline: 'sip-visit',
      kind: 'both',
      event: 'told',
      reason: 'R',
      summary: 'R',
      evidence: 'R',
      report: 'R',
      minutes: 'R',
      document: 'R',
      actionRequired: 'R',
      name: 'R',
      category: 'category-4',
      of: 'headteacher',
      view: 'agreed',
      duty: 'sip-visit',
      letter: 'reminder',
      what: 'visit',
      on: '2023-10-02',
      edition: '2026',
      milestone: 'milestone-1',
      entry: 1,
      number: 1,
      progress: 'adequate',
      pace: 'sufficient',
      group: 'core-group',
      review: 'two-term-review',
      decision: 'continue',
      level: 'stage-1',
      by: 'sip',
      judgement: 'special-measures',
      power: 'additional-governors',
      days: 1,
      amount: 1,
    }
    for (const command of commandNames) {
      const fields =
        command === 'recordReport'
          ? { ...input, to: ['dmt'] }
          : command === 'extendDeadline' || command === 'requestExtension'
            ? { ...input, to: '2023-10-02' }
            : input
      const out = tell({ at: '2023-09-05T09:00:00+01:00', type: 'command', command, as: 'dsim', input: fields })
      expect(out, command).toMatch(/▸ The District Strategic Improvement Manager [a-z]+ /)
      expect(out, command).not.toMatch(/undefined|\[object|[a-z][A-Z]/)
    }
  })
})

describe('what the words of a timeline do not hide', () => {
  const met = (at: string): Happening => ({ at, type: 'deadline-met', deadline: 'assign-officer', due: '2023-09-12' })

  it('that a thing was done late, and that what is done on its day is not', () => {
    expect(tell(met('2023-09-12T17:00:00+01:00'))).toContain('✓ done: Assign an LA officer')
    expect(tell(met('2023-09-13T00:30:00+01:00'))).toContain('✓ done late: Assign an LA officer')
  })

  it('that steps lie beyond the end and are not played', () => {
    const steps = ['2023-10-20', '2023-10-20T23:30', '2024-09-04'].map((on) => ({ on, command: 'openCase' }))
    const scenario = { until: '2023-10-20', steps } as Pick<Scenario, 'until' | 'steps'>
    expect(notPlayed(scenario)).toBe(
      'Not played, since the scenario ends before (until: 2023-10-20): openCase on 2024-09-04.',
    )
    expect(notPlayed({ ...scenario, until: '2024-09-04' })).toBe('')
  })
})

describe('what is still owed at the end', () => {
  const row = { title: 'Assign an LA officer to the school', owner: 'dsim', rule: 'ST-13', workingDaysLate: null }

  it('is what is overdue first, since when and by how many working days, then what is to come', () => {
    const rows = [
      {
        ...row,
        due: '2023-09-12',
        status: 'missed',
        workingDaysLate: countWorkingDays(calendar, '2023-09-12', '2023-09-15'),
      },
      { ...row, due: '2023-10-12', status: 'open' },
      { ...row, due: '2023-10-12', status: 'suspended' },
      { ...row, due: null, status: 'open' },
    ]
    const what = '  Assign an LA officer to the school, by the District Strategic Improvement Manager'
    expect(stillOwed(rows, policy, '2023-09-15').split('\n')).toEqual([
      'Overdue at the end, on Friday 15 September 2023:',
      `${what}: since Tuesday 12 September 2023, 3 working days late (ST-13)`,
      '',
      'Still owed at the end:',
      `${what}: until Thursday 12 October 2023 (ST-13)`,
      `${what}: its clock is stopped; it was Thursday 12 October 2023 (ST-13)`,
      `${what}: with no fixed day (ST-13)`,
    ])
  })

  it('is nothing when nothing is', () => {
    expect(stillOwed([], policy, '2023-09-15')).toBe('Nothing is owed at the end.')
  })
})
