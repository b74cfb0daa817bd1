import { blankCase } from '../cases/blank-case.ts'
import type { CaseState, Deadline, Notice, School, Statement } from '../cases/state.ts'
import { sql } from 'kysely'
import { formatLondon, londonDay } from '../calendar/london.ts'
import type { Policy } from '../policies/policy.ts'
import type { CaseKind } from '../policies/year.ts'
import type { DeadlineDetails } from './case-file.ts'
import type { Records } from './database.ts'
import { isSealed } from './sealing.ts'
import { deadlinesOf, noticesOf, statementsOf, type CaseRow } from './reading.ts'

/**
 * A case as far as the records know it, without asking its workflow: its level, what is owed, its notice and statements. What
 * they do not know stands so that it refuses nothing: the case itself has the last word.
 */
export async function knownState(records: Records, row: CaseRow, policy: Policy): Promise<CaseState> {
  const [deadlines, notices, statements, secretaryOfState] = await Promise.all([
    deadlinesOf(records, row.id, false),
    noticesOf(records, row.id),
    statementsOf(records, row.id),
    secretaryOfStateIn(records, row.id),
  ])
  const owed = withRequests(
    deadlines.flatMap((one) => deadlineFrom(one, policy) ?? []),
    policy,
  )
  const opensOn = (occasion: string) =>
    owed.some((one) => policy.deadlines.find(({ id }) => id === one.ruleId)?.opens.on?.some((on) => on === occasion))
  const blank = blankCase(policy, schoolOf(row), row.id, row.kind as CaseKind)
  const today = row.opened_on ?? ''
  return {
    ...blank,
    status: row.status === 'closed' ? 'closed' : 'open',
    level: row.level ?? '',
    levelSince: row.level_since ?? '',
    openedOn: today,
    category: row.category,
    deadlines: owed,
    notice: (notices.at(-1)?.details as unknown as Notice | undefined) ?? null,
    notices: notices.length,
    statements: statements.map((one) => one.details as unknown as Statement),
    statementCount: statements.length,
    secretaryOfState,
    year: blank.year && {
      ...blank.year,
      recommended: { category: row.level ?? '', support: null, reason: '', on: today },
      challenged: opensOn('category-challenged') ? { by: '', reason: '', on: today } : null,
    },
  }
}

/** What passed with the Secretary of State since a notice was last asked for (LAW-9); where the file is sealed, so that it refuses nothing. */
async function secretaryOfStateIn(records: Records, caseId: string): Promise<CaseState['secretaryOfState']> {
  if (isSealed(records, caseId)) return { told: '2000-01-01', saysWillAct: false }
  const rows = await records
    .selectFrom('case_file')
    .select(['body', 'at'])
    .where('case_id', '=', caseId)
    .where('type', '=', 'command')
    .where(sql<string>`body->>'command'`, 'in', ['requestWarningNotice', 'recordSecretaryOfState'])
    .orderBy('seq')
    .execute()
  const since = rows.slice(rows.findLastIndex(({ body }) => body['command'] === 'requestWarningNotice') + 1)
  const said = since.map(({ body, at }) => ({ on: londonDay(at.getTime()), ...(body['input'] as { event: string }) }))
  return {
    told: said.find(({ event }) => event === 'told')?.on ?? null,
    saysWillAct: said.findLast(({ event }) => event !== 'told')?.event === 'will-act',
  }
}

const schoolOf = (row: CaseRow): School => ({
  urn: row.urn,
  name: row.school_name,
  phase: (row.phase ?? 'secondary') as School['phase'],
  district: row.district,
  denomination: null,
})

/** For what more time is asked: the decision that is owed names it in its title. */
function withRequests(owed: Deadline[], policy: Policy): Deadline[] {
  const rule = policy.deadlines.find(({ opens }) => opens.on?.includes('extension-requested'))
  for (const decision of owed.filter(({ ruleId }) => ruleId === rule?.id)) {
    const wanted = owed.find(({ title }) => decision.title === `${rule?.title}: ${title}`)
    if (!wanted) continue
    decision.decides = wanted.key
    wanted.asked = { to: wanted.due ?? '', by: wanted.owner, on: decision.openedAt.slice(0, 10) }
  }
  return owed
}

type Row = Awaited<ReturnType<typeof deadlinesOf>>[number]

/** What the policy no longer knows is left out: no command can be tried on it. */
function deadlineFrom(row: Row, policy: Policy): Deadline | undefined {
  const rule =
    policy.deadlines.find(({ id }) => row.id === id) ?? policy.deadlines.find(({ id }) => row.id.startsWith(`${id}-`))
  if (!rule) return undefined
  const { clock = rule.clock, from, afterReport, asked, decides } = row.details as unknown as DeadlineDetails
  return {
    key: row.key,
    id: row.id,
    ruleId: rule.id,
    title: row.title,
    rule: row.rule,
    owner: row.owner,
    status: row.status as Deadline['status'],
    openedAt: formatLondon(row.opened_at.getTime()),
    from: from ?? row.due ?? '',
    clock,
    due: row.due,
    passesAt: null,
    provisional: row.provisional,
    why: row.why,
    counted: '',
    rungs: [],
    promiseLimit: null,
    promises: {},
    statutory: row.statutory,
    chasedBy: rule.chasedBy,
    openedBy: 0,
    sequence: 0,
    ...(row.status === 'suspended' ? { remaining: clock } : {}),
    ...(afterReport ? { afterReport } : {}),
    ...(asked ? { asked } : {}),
    ...(decides ? { decides } : {}),
  }
}
