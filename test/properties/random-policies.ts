import fc from 'fast-check'
import { commandNames } from '../../cases/commands.ts'
import { loadPolicies } from '../../policies/policies.ts'
import { faultsIn, occasions, policySchema, type Policy } from '../../policies/policy.ts'

export const staffordshire = loadPolicies().get('staffordshire')!

/** Roles of some authority, the lower before those who might manage them. */
const roleIds = [
  'improvement-coordinator',
  'headteacher',
  'chair-of-governors',
  'sip',
  'assigned-officer',
  'lead-project-officer',
  'dsim',
  'head-of-sid',
  'deputy-director',
  'director',
  'administrator',
]
const ofSchool = roleIds.slice(0, 3)
const role = fc.constantFrom(...roleIds)
const roles = fc.uniqueArray(role, { minLength: 1, maxLength: 3 })
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
const rarely = fc.integer({ min: 0, max: 9 }).map((number) => number === 9)
const someOf = <T>(all: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: all.length })

const anyRoles = fc
  .tuple(...roleIds.map(() => fc.tuple(fc.option(fc.nat(roleIds.length)), sometimes(role))))
  .map((all) =>
    Object.fromEntries(
      all.map(([manager, standIn], index) => {
        const above = roleIds.slice(index + 1)
        return [
          roleIds[index],
          {
            title: `the ${roleIds[index]}`,
            school: ofSchool.includes(roleIds[index]!),
            ...(manager !== null && above.length ? { lineManager: above[manager % above.length] } : {}),
            ...(standIn ? { standIn } : {}),
          },
        ]
      }),
    ),
  )

const rungs = fc
  .uniqueArray(fc.integer({ min: -12, max: 15 }), { minLength: 1, maxLength: 5 })
  .chain((offsets) =>
    fc.tuple(
      fc.constant(offsets.sort((a, b) => a - b)),
      fc.array(
        fc.uniqueArray(fc.oneof(fc.constantFrom('owner', 'line-manager'), role), { minLength: 1, maxLength: 3 }),
        {
          minLength: offsets.length,
          maxLength: offsets.length,
        },
      ),
      sometimes(fc.integer({ min: 1, max: 12 })),
    ),
  )
  .map(([offsets, to, every]) =>
    offsets.map((offset, index) => ({
      offset,
      to: to[index],
      kind: offset <= 0 ? 'reminder' : index === offsets.length - 1 ? 'escalation' : 'overdue',
      ...(every && index === offsets.length - 1 ? { every } : {}),
    })),
  )

const ladder = fc.record({ statutory: fc.boolean(), rungs })
const ladders = fc
  .tuple(ladder, ladder, fc.integer({ min: 1, max: 12 }), roles)
  .map(([gentle, firm, every, to]) => ({ gentle, firm, watch: { statutory: false, rungs: [], look: { every, to } } }))

const days = fc.integer({ min: 1, max: 30 })
const dayClock = fc.oneof(
  fc.record({ kind: fc.constant('working-days'), days }),
  fc.record({ kind: fc.constant('school-working-days'), days }),
  fc.record({ kind: fc.constant('months'), months: fc.integer({ min: 1, max: 14 }) }),
  fc.record({ kind: fc.constant('end-of-weeks'), weeks: fc.integer({ min: 1, max: 6 }) }),
  fc.constant({ kind: 'end-of-half-term' }),
  fc.constant({ kind: 'end-of-term' }),
  fc.record({ kind: fc.constant('end-of-nth-term'), terms: fc.integer({ min: 1, max: 4 }) }),
)

const dutyCommands = [
  { command: 'nameImprovementCoordinator' },
  { command: 'agreeImprovementAgenda' },
  { command: 'agreeActionPlan' },
  { command: 'recordEvaluation' },
  { command: 'recordEvaluation', by: 'school' },
  { command: 'recordEvaluation', by: 'authority' },
  { command: 'recordVisit' },
  { command: 'recordVisit', where: { by: 'sip' } },
  { command: 'recordMeeting', where: { group: 'project-group' } },
  { command: 'recordMeeting', where: { group: 'core-group' } },
  { command: 'assessContribution' },
  { command: 'recordReport' },
  { command: 'assignOfficer', where: { role: 'assigned-officer' } },
  { command: 'fileStatementOfAction' },
  { command: 'decideClosure' },
]
const metBy = fc.uniqueArray(fc.constantFrom(...dutyCommands), { minLength: 1, maxLength: 2 })

interface Place {
  levels: string[]
  categories: string[]
}

const base = (place: Place) => ({
  owner: role,
  ladder: fc.constantFrom('gentle', 'firm'),
  clock: dayClock,
  metBy,
  fixed: fc.constantFrom(false, false, true, 'after-report' as const),
  lasts: sometimes(someOf(place.levels)),
})

/** A duty of a level or of an Ofsted category, once or again and again, or one that waits on somebody else. */
function duty(place: Place) {
  const opens = fc.oneof(
    { weight: 3, arbitrary: someOf(place.levels).map((atLevel) => ({ atLevel })) },
    ...(place.categories.length
      ? [{ weight: 1, arbitrary: someOf(place.categories).map((inCategory) => ({ inCategory })) }]
      : []),
  )
  const once = fc.record({
    ...base(place),
    opens,
    from: fc.constantFrom('entry', 'first-intervention', 'published'),
    chasedBy: fc.constantFrom('interventionCase', 'interventionCase', 'statementOfAction'),
  })
  const again = fc.record({ ...base(place), opens, recurs: fc.constantFrom('half-term', 'term') })
  const watched = fc.record({
    ...base(place),
    opens,
    clock: fc.constant({ kind: 'none' }),
    ladder: fc.constant('watch'),
  })
  return fc.oneof({ weight: 3, arbitrary: once }, { weight: 3, arbitrary: again }, { weight: 1, arbitrary: watched })
}

/** What an event opens: a milestone, a statement after a report, a step of a notice's story. */
const onEvent = (place: Place) =>
  fc
    .record({
      ...base(place),
      on: fc.uniqueArray(fc.constantFrom(...caseOccasions), { minLength: 1, maxLength: 3 }),
      lapses: rarely,
    })
    .map(({ on, lapses, ...rest }) => {
      const [first] = on
      if (first === 'agenda-agreed')
        return {
          ...rest,
          opens: { on: [first] },
          clock: { kind: 'agreed-day' },
          metBy: [{ command: 'completeMilestone' }],
        }
      if (first === 'report-received' || first === 'urgent-notice-received')
        return {
          ...rest,
          opens: { on: [first] },
          metBy: [{ command: 'fileStatementOfAction' }],
          chasedBy: 'statementOfAction',
        }
      const ofNotice = on.filter((one) => /^notice|^compliance/.test(one))
      if (ofNotice.length === 0) return { ...rest, opens: { on }, metBy: [{ command: 'completeDuty' }] }
      return { ...rest, opens: { on: ofNotice }, metBy: noticeMetBy(ofNotice), chasedBy: 'warningNotice', lapses }
    })

/** What a notice’s story opens on, and the three events that a case opens something on by itself. */
const caseOccasions = occasions.filter((one) =>
  /^(notice-|compliance-|agenda-agreed|report-received|urgent-notice-received)/.test(one),
)

const noticeMetBy = (on: string[]) =>
  on.includes('notice-requested')
    ? [{ command: 'approveWarningNotice' }, { command: 'refuseWarningNotice' }]
    : on.includes('notice-approved')
      ? [{ command: 'issueWarningNotice' }]
      : on.includes('notice-issued')
        ? [{ command: 'recordWarningResponse' }]
        : on.includes('notice-appealed')
          ? [{ command: 'recordAppealDecision' }]
          : [{ command: 'rescindWarningNotice' }, { command: 'proposePowers' }, { command: 'usePower' }]

const permission = fc.oneof(fc.record({ andUp: role }), fc.record({ roles, school: fc.boolean() }))

const judgements = ['special-measures', 'notice-to-improve', 'potential-revisit', 'no-category']

const anyDocument = fc.integer({ min: 1, max: 3 }).chain((number) => {
  const levels = ['stage-1', 'stage-2', 'stage-3'].slice(0, number)
  const categories = fc
    .array(
      fc.record({ formal: fc.boolean(), level: sometimes(fc.constantFrom(...levels)), urgentNotice: fc.boolean() }),
      {
        minLength: 4,
        maxLength: 4,
      },
    )
    .map((all) =>
      Object.fromEntries(all.map((one, index) => [judgements[index], { title: judgements[index], ...one }])),
    )
  const place = { levels, categories: judgements.slice(0, 3) }
  return fc.record({
    calendar: fc.record({
      oneWeekHalfTermIsLong: fc.boolean(),
      statementAnchor: fc.constantFrom('received', 'published'),
      firstTerm: fc.constantFrom('counts', 'whole-terms-only'),
    }),
    levels: fc.array(fc.boolean(), { minLength: number, maxLength: number }).map((all) =>
      all.map((intervention, index) => ({
        id: levels[index],
        name: `Stage ${index + 1}`,
        summary: 'some',
        rule: 'R-0',
        intervention,
      })),
    ),
    categories,
    powers: fc
      .array(
        fc.record({ inWindowOnly: fc.boolean(), needsConsent: fc.boolean(), tellSecretaryOfState: fc.boolean() }),
        {
          minLength: 2,
          maxLength: 2,
        },
      )
      .map(([one, other]) => ({
        'additional-governors': { title: 'appoint governors', section: 's.64', ...one },
        'interim-executive-board': { title: 'appoint a board', section: 's.65', ...other },
      })),
    insufficientPace:
      number > 1
        ? sometimes(fc.constant({ at: levels[number - 2], to: levels[number - 1], rule: 'R-0' }))
        : fc.constant(undefined),
    roles: anyRoles,
    ladders,
    deadlines: fc
      .tuple(fc.array(duty(place), { minLength: 1, maxLength: 5 }), fc.array(onEvent(place), { maxLength: 5 }))
      .map(([duties, onEvents]) =>
        [...duties, ...onEvents].map((one, index) => ({
          id: `duty-${index + 1}`,
          title: `Do number ${index + 1}`,
          rule: `R-${index + 1}`,
          why: 'The paper says so.',
          next: 'Somebody hears.',
          ...one,
        })),
      ),
    permissions: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...commandNames), permission), { selector: ([name]) => name, maxLength: 8 })
      .map((all) => Object.fromEntries(all)),
    regimes: fc
      .constantFrom(staffordshire.regimes, staffordshire.regimes, staffordshire.regimes.slice(1))
      .map(listedCopies),
    tells: fc
      .subarray(staffordshire.tells)
      .map((all) => all.map((one) => ({ ...one, to: one.to.filter((each) => roleIds.includes(each)) }))),
  })
})

const listedCopies = (regimes: Policy['regimes']) =>
  regimes.map((one) => ({
    ...one,
    copies: one.copies.filter((each) => roleIds.includes(typeof each === 'string' ? each : each.to)),
  }))

/** Any policy that an authority might write and the service would start with. */
export const anyPolicy: fc.Arbitrary<Policy> = anyDocument.map((document) => {
  const whole = {
    authority: 'staffordshire',
    name: 'Somewhere',
    edition: '1',
    inForceFrom: '2007-04-01',
    paper: 'Invented',
    reasons: staffordshire.reasons,
    grounds: staffordshire.grounds,
    ...document,
  }
  const policy = policySchema.parse(JSON.parse(JSON.stringify(whole)))
  const faults = faultsIn(policy)
  if (faults.length) throw new Error(`No policy: ${faults.join('; ')}`)
  return policy
})

export const aPolicy = fc.oneof(
  { weight: 1, arbitrary: fc.constant(staffordshire) },
  { weight: 2, arbitrary: anyPolicy },
)
