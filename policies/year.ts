import type { Policy, YearScope } from './policy.ts'
import { promisesOf } from './promises.ts'

/** What a workflow runs: one intervention, or the year of a school, of a district, of the authority itself. */
export const caseKinds = ['intervention', 'school-year', 'district-year', 'authority-year'] as const
export type CaseKind = (typeof caseKinds)[number]

/** The part of the policy that says what such a year owes; undefined for an intervention and where the paper is silent. */
export function yearOf(policy: Policy, kind: CaseKind): YearScope | undefined {
  switch (kind) {
    case 'school-year':
      return policy.year.school
    case 'district-year':
      return policy.year.district
    case 'authority-year':
      return policy.year.authority
    case 'intervention':
      return undefined
  }
}

/**
 * The policy as such a workflow sees it: for a year its own levels, deadlines, permissions and tellings, with the roles, ladders and
 * calendar of the whole, where whoever may start the cycles may have them adopt an edition; for an intervention the policy without the years.
 */
export function policyFor(policy: Policy, kind: CaseKind): Policy {
  if (kind === 'intervention') return policy
  const year = yearOf(policy, kind)
  const { title, levels = [], deadlines = [], permissions = {}, tells = [] } = year ?? {}
  const { openYear } = policy.permissions
  return {
    ...policy,
    levels: levels.length
      ? levels
      : [{ id: 'the-year', name: title ?? 'The year', summary: '', rule: '', intervention: false }],
    deadlines,
    permissions: openYear ? { adoptPolicy: openYear, ...permissions } : permissions,
    tells,
    reasons: {},
    grounds: {},
    categories: {},
    powers: {},
    regimes: [],
    sheets: {},
    codeOfPractice: promisesOf(policy).map((promised) => ({ ...promised, unlessInCategory: [] })),
    insufficientPace: undefined,
    money: kind === 'school-year' && policy.money?.of === 'every-school' ? policy.money : undefined,
    year: year ? { [scopeOf[kind]]: { ...year, levels: [], deadlines: [], permissions: {}, tells: [] } } : {},
  }
}

const scopeOf = { 'school-year': 'school', 'district-year': 'district', 'authority-year': 'authority' } as const

/** The kinds of year that the policy has something to say of. */
export function yearKinds(policy: Policy): Exclude<CaseKind, 'intervention'>[] {
  const kinds = ['school-year', 'district-year', 'authority-year'] as const
  return kinds.filter((kind) => yearOf(policy, kind))
}
