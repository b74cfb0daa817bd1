import type { Policy } from '../policies/policy.ts'
import type { CaseKind } from '../policies/year.ts'
import type { CaseState, School, YearState } from './state.ts'

/** A case before its first command. */
export function blankCase(policy: Policy, school: School, caseId: string, kind: CaseKind = 'intervention'): CaseState {
  return {
    caseId,
    authority: policy.authority,
    kind,
    edition: policy.edition,
    school,
    formerUrns: [],
    status: 'open',
    openedOn: '',
    closedOn: null,
    level: '',
    levelSince: '',
    reasons: [],
    summary: '',
    interventionSince: null,
    category: null,
    categorySince: null,
    publishedOn: null,
    receivedOn: null,
    assignments: {},
    coordinator: null,
    setBy: {},
    seq: 0,
    deadlines: [],
    recurrences: [],
    occurrences: {},
    notice: null,
    notices: 0,
    barred: false,
    decidedReviews: [],
    later: [],
    owedAtClosing: [],
    secretaryOfState: { told: null, saysWillAct: false },
    statements: [],
    statementCount: 0,
    year: kind === 'school-year' ? blankYear : null,
    seen: {},
  }
}

const blankYear: YearState = {
  support: null,
  recommended: null,
  agreed: {},
  challenged: null,
  visitDays: {},
  ofCase: null,
}
