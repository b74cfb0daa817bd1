import { formatLondon } from '../calendar/london.ts'
import type { ChangedDeadline } from '../cases/rehearsed.ts'
import type { Notice } from '../cases/state.ts'
import { policyFor, type CaseKind } from '../policies/year.ts'
import type { Policy } from '../policies/policy.ts'
import { editionNamed, type Policies } from '../policies/editions.ts'
import type { Owed } from '../records/forecast.ts'
import type {
  CaseRow,
  deadlinesOf,
  noticesOf,
  readDeadlines,
  readEvents,
  readNotifications,
  statementsOf,
} from '../records/reading.ts'
import type { Work } from './work.ts'

type Rows<Read extends (...args: never[]) => Promise<unknown[]>> = Awaited<ReturnType<Read>>[number]
type DeadlineRow = Rows<typeof deadlinesOf>

const at = (instant: Date): string => formatLondon(instant.getTime())
const maybeAt = (instant: Date | null): string | null => instant && at(instant)

/** A deadline as the API shows it. */
export const deadlineShown = (row: DeadlineRow) => ({
  id: row.id,
  occurrence: row.due ? `${row.id}@${row.due}` : row.id,
  title: row.title,
  rule: row.rule,
  owner: row.owner,
  due: row.due,
  status: row.status,
  provisional: row.provisional,
  statutory: row.statutory,
  why: row.why,
  openedAt: at(row.opened_at),
  missedAt: maybeAt(row.missed_at),
  endedAt: maybeAt(row.ended_at),
})

export const deadlineInCaseShown = (row: Rows<typeof readDeadlines>) => ({
  ...deadlineShown(row),
  caseId: row.case_id,
  authority: row.authority,
  school: { urn: row.urn, name: row.school_name },
})

/** What somebody owes and answers for, as the API shows it. */
export const workShown = ({ owes, moreOwed, answersFor, moreAnsweredFor }: Work) => ({
  owes: owes.map(({ row, standsIn }) => ({ ...deadlineInCaseShown(row), standsIn })),
  moreOwed,
  answersFor: answersFor.map(deadlineInCaseShown),
  moreAnsweredFor,
})

function levelName(policy: Policy | undefined, { kind, level }: CaseRow): string | null {
  const levels = policy ? policyFor(policy, kind as CaseKind).levels : []
  return levels.find((one) => one.id === level)?.name ?? level
}

interface OfCases {
  urns: { urn: string; case_id: string }[]
  officers: { case_id: string; role: string; person_id: string; name: string | null }[]
}

/** A case as lists show it; the level, and the next day whose rhythm would tell it, only to a caller who sees levels (DA-4). */
export const caseShown = (row: CaseRow, { urns, officers }: OfCases, policies: Policies, sees: boolean) => ({
  id: row.id,
  kind: row.kind as CaseKind,
  authority: row.authority,
  edition: row.edition,
  school: { urn: row.urn, name: row.school_name, phase: row.phase, district: row.district },
  urns: [...new Set([row.urn, ...urns.filter((one) => one.case_id === row.id).map((one) => one.urn)])],
  level: sees ? row.level : null,
  levelName: sees ? levelName(editionNamed(policies, row.authority, row.edition), row) : null,
  levelSince: sees ? row.level_since : null,
  status: row.status,
  openedOn: row.opened_on,
  closedOn: row.closed_on,
  category: row.category,
  overdue: row.overdue,
  nextDeadline: sees ? row.next_deadline : null,
  officers: officers
    .filter((one) => one.case_id === row.id)
    .map((one) => ({ role: one.role, person: one.person_id, name: one.name })),
})

export const noticeShown = (row: Rows<typeof noticesOf>) => ({
  id: row.id,
  number: row.number,
  stage: row.stage,
  givenOn: row.given_on,
  receivedOn: row.received_on,
  decidedOn: row.decided_on,
  ended: row.ended,
  details: noticeDetails(row.details as Partial<Notice>),
})

/** Of what the case knows of a notice, what it says and how far it has come; nothing of how the case keeps it. */
const noticeDetails = (notice: Partial<Notice>) => ({
  grounds: notice.grounds ?? [],
  evidence: notice.evidence ?? null,
  law: notice.law ?? null,
  statements: notice.statements ?? null,
  complyBy: notice.complyBy ?? null,
  periodEndsOn: notice.period?.due ?? null,
  answered: notice.answered ?? false,
  appealed: notice.appealed ?? false,
  proposed: notice.proposed ?? [],
  proposedOn: notice.proposedOn ?? null,
  windowEndsOn: notice.windowEndsOn ?? null,
  used: notice.used ?? [],
  ended: notice.ended ?? null,
})

export const statementShown = (row: Rows<typeof statementsOf>) => ({
  id: row.id,
  number: row.number,
  urgent: row.urgent,
  owedFrom: row.owed_from,
  filedOn: row.filed_on,
  ended: row.ended,
})

export const eventShown = (row: Rows<typeof readEvents>) => ({
  ...row.body,
  seq: row.seq,
  at: at(row.at),
  type: row.type,
})

/** What an entry of the case file says to somebody who may not know the level: what happened to a duty that everybody owes. */
export const discreetEventShown = (row: Rows<typeof readEvents>) => {
  const { deadline, key, rule, owner, due } = row.body
  return { deadline, key, rule, owner, due, seq: row.seq, at: at(row.at), type: row.type }
}

export const notificationShown = (row: Rows<typeof readNotifications>) => ({
  key: row.key,
  caseId: row.case_id,
  kind: row.mail_kind ?? row.kind,
  letter: row.letter,
  to: row.to_role,
  person: row.person,
  standsInFor: row.stands_in_for,
  address: row.address,
  at: at(row.at),
  deadline: row.deadline,
  rule: row.rule,
  statutory: row.statutory,
  status: row.status,
  subject: row.subject,
  messageId: row.message_id,
  sentAt: maybeAt(row.sent_at),
  error: row.error,
  attempts: row.attempts,
})

/** What a command would do to a deadline. */
export const changedShown = ({ change, deadline, due, from, reason }: ChangedDeadline) => ({
  change,
  id: deadline.id,
  title: deadline.title,
  rule: deadline.rule,
  owner: deadline.owner,
  due,
  from,
  reason,
  provisional: deadline.provisional,
  statutory: deadline.statutory,
  why: `${deadline.why} ${deadline.counted}`.trim(),
})

/** What is owed at the end of a forecast. */
export const owedShown = (one: Owed) => ({
  id: one.id,
  occurrence: one.due ? `${one.id}@${one.due}` : one.id,
  title: one.title,
  rule: one.rule,
  owner: one.owner,
  due: one.due,
  status: one.status,
  provisional: one.provisional,
  statutory: one.statutory,
  why: `${one.why} ${one.counted}`.trim(),
  workingDaysLate: one.workingDaysLate,
})
