import type { Policy } from '../policies/policy.ts'

const reason = 'The governing body and the authority agreed on 10 March that this is the right step.'
const notice = {
  matters: 'Results in reading and mathematics have been below the floor standard for three years.',
  actionRequired: 'Appoint a subject leader for mathematics, and agree targets for every year group by Easter.',
  actionMinded: 'Appoint additional governors with experience of school improvement.',
  representations: 'Representations go to the Chief Inspector, in writing, with a copy to the authority.',
}

/** What each letter says besides, as the cases write it, from the words of the policy. */
export function sampleFacts(policy: Policy, letter: string): Record<string, unknown> {
  const level = policy.levels[1] ?? policy.levels[0]
  const levels = { from: policy.levels[0]?.name ?? '', to: level?.name ?? '', summary: level?.summary ?? '', reason }
  const grounds = Object.values(policy.grounds)
    .slice(0, 2)
    .map((one) => one.title)
  const power = Object.values(policy.powers)[2]
  const regime = policy.regimes[0]
  const issued = { ...notice, givenOn: '2025-03-14', grounds, law: regime?.law ?? '', appeal: regime?.appeal ?? false }
  const review = { review: 'Decide whether to continue the intervention', decision: 'continue', until: '2025-07-22' }
  const owedAt = (id: string | undefined) =>
    policy.deadlines.filter((rule) => rule.opens.atLevel?.includes(id ?? '')).slice(0, 2)
  const ended = owedAt(policy.levels[0]?.id)
  const owed = owedAt(level?.id)
  const cancelled = (rules: typeof owed) =>
    rules.map(({ id, title }) => ({ key: `${id}#1`, title, due: '2025-04-04', sequence: 2 }))
  const facts: Record<string, Record<string, unknown>> = {
    concern: {
      level: level?.name ?? '',
      about: level?.summary ?? '',
      reasons: Object.values(policy.reasons).slice(1, 4),
      summary: 'Results at key stage 2 have fallen for three years.\nThe school has a new headteacher since January.',
    },
    'level-changed': { ...levels, ended: ended.map((one) => one.title), cancelled: cancelled(ended) },
    'category-entered': {
      category: Object.values(policy.categories)[0]?.title ?? '',
      publishedOn: '2025-03-12',
      receivedOn: '2025-03-14',
      level: level?.name ?? '',
      formalMeetingDue: '2025-03-28',
      statementDue: '2025-04-04',
    },
    'monitoring-inadequate': { number: 2, visitedOn: '2025-03-12' },
    'urgent-notice': { receivedOn: '2025-03-14', days: 10, due: '2025-03-28' },
    'statement-filed': {
      filedOn: '2025-03-14',
      document: 'Statement of action, version 1 (file SOA-17)',
      parents: 'A meeting for parents on 2 April; a letter each half term.',
      parentalChampion: 'Mrs R. Malik, parent governor',
    },
    'notice-requested': { grounds, evidence: notice.matters, warnings: [] },
    'notice-approved': { grounds, reason },
    'notice-refused': { reason },
    'warning-notice': issued,
    'warning-notice-copy': { ...issued, periodEnds: '2025-04-04' },
    'notice-answered': { receivedOn: '2025-03-14', summary: 'The governing body accepts the notice.', late: true },
    'notice-appealed': {
      receivedOn: '2025-03-14',
      summary: 'The figures of 2024 were not taken into account.',
      revived: true,
    },
    'notice-confirmed': { decidedOn: '2025-03-14' },
    'notice-fallen': { decidedOn: '2025-03-14' },
    'notice-rescinded': { reason },
    'notice-voided': { reason },
    'notice-lapsed': { windowEndsOn: '2025-03-13', givenOn: '2024-12-02' },
    'powers-proposed': { powers: Object.values(policy.powers).map((one) => one.title), reason },
    'power-used': { power: power?.title ?? '', section: power?.section ?? '', usedOn: '2025-03-14', reason },
    'review-decided': { ...review, reason },
    'referred-to-dmt': { ...review, decision: 'refer-to-dmt', until: null, reason },
    'progress-report': { summary: 'Attendance is up by two points; mathematics is still behind.' },
    'officer-assigned': { role: 'assigned-officer', person: 'Tom Reed' },
    'coordinator-named': { person: 'Anita Shah' },
    'case-closed': {
      reason,
      level: level?.name ?? '',
      stillOwed: owed.map((one) => `${one.title} (${one.rule})`),
      cancelled: cancelled(owed),
    },
    ...Object.fromEntries(
      ['category-recommended', 'category-confirmed', 'category-challenged', 'challenge-decided'].map((one) => [
        one,
        {
          category: 'Category 3',
          support: 'high',
          unusual: true,
          summary: 'satisfactory',
          reason,
          stands: false,
          criteria: [],
          brings: [],
          discussion: null,
          due: null,
        },
      ]),
    ),
    contribution: {
      kinds: [
        { title: 'monitoring of progress', days: '4 days', cost: '£1,920', paidBy: 'fund', underAgreement: '' },
        { title: 'strategy support', days: '12 days', cost: '£5,760', paidBy: 'bands', underAgreement: '3 days' },
      ],
      fund: policy.money?.fund ?? 'the authority’s fund',
      bandDays: '12 days',
      schoolDays: '2 days',
      dayRate: '£480',
      schoolPays: '£960',
      assessed: '',
    },
    expenditure: {
      from: '2025-04-01',
      to: '2025-07-04',
      cases: 1,
      districts: [],
      fund: policy.money?.fund ?? 'the authority’s fund',
      fundPays: '£1,920',
      schoolPays: '£960',
      authorityPays: '£4,800',
      planned: '16 days, £7,680',
      given: '9 days, £4,320',
      of: [
        {
          school: 'Harebell Primary School',
          status: 'open',
          kinds: ['strategy support: 12 days planned, £5,760; 9 days given, £4,320'],
          achieved: ['Friday 4 July 2025: Books are marked every week'],
        },
      ],
    },
    'limit-in-reach': {
      limits: ['monitoring of progress: 4 days of at most 4 days (ST-40), nothing left'],
      passed: false,
      over: '',
    },
    'extension-requested': {
      title: 'Evaluate the progress',
      by: 'headteacher',
      owner: 'headteacher',
      due: '2025-04-04',
      to: '2025-04-25',
      reason: 'The assessments of the spring come back only after the holiday.',
    },
    'extension-refused': { title: 'Evaluate the progress', to: '2025-04-25', reason },
    announced: { title: 'a visit', on: '2025-04-04', toldOn: '2025-03-12', ahead: 10, place: '', reason },
    'not-announced': { title: 'a visit', on: '2025-03-13', ahead: 10, place: '', shortNotice: reason },
    'case-reopened': { reason, level: level?.name ?? '' },
    'policy-adopted': {
      from: policy.edition,
      to: 'the next',
      paper: policy.paper,
      reason,
      ended: ended.map((one) => one.title),
    },
    suspended: { reason },
    corrected: {
      entry: 7,
      command: 'recordVisit',
      reason,
      changes: ['visitedOn: 2025-03-10 instead of 2025-03-11'],
    },
    unreached: {
      role: 'headteacher',
      address: 'headteacher@example.org',
      why: 'refused by the mail server',
      detail: '550 No such user',
      about: 'Owed by Friday 4 April 2025: Evaluate progress',
    },
    'without-contact': { role: 'sip', detail: 'no holder with a mail address is on record' },
    'by-post': { role: 'chief-inspector', letter: 'warning-notice-copy', about: 'Copy of the warning notice' },
    'school-replaced': { from: '900001', to: '900101', on: '2025-03-01', name: 'Ashfield Academy' },
  }
  return facts[letter] ?? {}
}
