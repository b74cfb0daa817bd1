import { totalsOf } from '../cases/money.ts'
import { editionNamed, type Policies } from '../policies/editions.ts'
import { policyFor, type CaseKind } from '../policies/year.ts'
import { assessedOf } from '../records/assessed.ts'
import type { Records } from '../records/database.ts'
import type { CaseRow } from '../records/reading.ts'
import { supportOfCase } from '../records/support.ts'

/** The days and the money of a case (ST-40, ST-41, ST-43): each support, what it comes to by kind, and who pays; null where the paper says nothing of it. */
export async function moneyShown(
  records: Records,
  policies: Policies,
  { id: caseId, authority, edition, kind }: CaseRow,
) {
  const whole = editionNamed(policies, authority, edition)
  const money = whole && policyFor(whole, kind as CaseKind).money
  if (!money) return null
  const support = await supportOfCase(records, caseId)
  const { kinds, bandDays, schoolDays, pays } = totalsOf(money, support)
  return {
    rule: money.rule,
    support,
    kinds: kinds
      .filter(({ kind }) => support.some((one) => one.kind === kind.id))
      .map(({ kind, planned, given, underAgreement }) => ({
        kind: kind.id,
        title: kind.title,
        rule: kind.rule,
        planned,
        given,
        underAgreement,
        limit: kind.limit ? { days: kind.limit.days ?? null, pounds: kind.limit.pounds ?? null } : null,
      })),
    bandDays,
    schoolDays,
    pays,
    assessed: await assessedOf(records, caseId),
  }
}
