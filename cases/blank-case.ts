import type { Policy } from '../policies/policy.ts'
import type { CaseState, School } from './state.ts'

/** A case before its first command. */
export function blankCase(policy: Policy, school: School, caseId: string): CaseState {
  return {
    caseId,
    authority: policy.authority,
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
    seen: {},
  }
}
