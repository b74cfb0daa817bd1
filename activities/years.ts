import { heartbeat } from '@temporalio/activity'
import { WorkflowNotFoundError, WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client'
import type { By } from '../cases/commands.ts'
import type { CaseNews } from '../cases/year.ts'
import { confidentialIn } from '../codec/confidential-cases.ts'
import { editionOn } from '../policies/editions.ts'
import type { Policy } from '../policies/policy.ts'
import { policyFor } from '../policies/year.ts'
import {
  openInterventionOf,
  type CaseOfYear,
  reserveYears,
  successorYearOf,
  yearOfSchool,
  yearsOfGoneSchools,
  type YearToStart,
} from '../records/years.ts'
import { yearsToFollow, type Adoption } from '../records/years-to-follow.ts'
import { startCase } from '../workflows/starting.ts'
import {
  anyCommandUpdate,
  caseNews,
  caseStateQuery,
  commandUpdate,
  schoolClosed,
  yearGoesOn,
} from '../workflows/messages.ts'
import type { Parts } from './activities.ts'

export interface Enrolment {
  authority: string
  /** The nominal moment at which the years begin. */
  at: string
}

export type CaseOfSchool = CaseNews & { urn: string }

type YearParts = Pick<Parts, 'records' | 'client' | 'policies'>

const by: By = { role: 'administrator', personId: null }

/** How many years are started, or ended, side by side. */
const sideBySide = 20

/** Starts the years that are missing and ends those of schools that are gone; gives how many. A repeat does what is left. */
export async function enrolYears(
  { records, client, policies }: YearParts,
  { authority, at }: Enrolment,
): Promise<number> {
  const policy = policyOf(policies, authority, at.slice(0, 10))
  const missing = await reserveYears(records, policy, by)
  await inBatches(missing, (year) => begin(year))
  const ended = await yearsOfGoneSchools(records, authority)
  await inBatches(ended, async (id) => {
    const year = client.workflow.getHandle(id)
    const next = await successorYearOf(records, id)
    if (next) await handOn(year, client.workflow.getHandle(next))
    await year
      .signal(schoolClosed, { reason: 'The school is closed, or is no longer the authority’s' })
      .catch(unlessGone)
  })
  const following = await followAdoption({ client, policies }, await yearsToFollow(records, authority))
  return missing.length + ended.length + following

  async function begin({ caseId, kind, school, state }: YearToStart): Promise<void> {
    const found = kind === 'school-year' ? await openInterventionOf(records, school.urn) : null
    await startCase(client, {
      caseId,
      kind,
      school,
      begin: { name: 'openYear', by, input: { authority }, at },
      ofCase: found && { ...found, open: true },
      policy: policyFor(policy, kind),
      ...(state ? { state: { ...state, school } } : {}),
    })
    if (kind === 'school-year') await tellSince(school.urn, found)
  }

  /** What became of the school's case between the look and the start, when nobody listened yet. */
  async function tellSince(urn: string, known: CaseOfYear | null): Promise<void> {
    const found = await openInterventionOf(records, urn)
    const news = found ?? known
    if (news && found?.caseId !== known?.caseId)
      await tellYearOf({ records, client }, { ...news, urn, open: found !== null })
  }
}

/** What is known in the year of a URN that another has followed is known in that one's year from now on (LAW-16). */
async function handOn(year: WorkflowHandle, next: WorkflowHandle): Promise<void> {
  const { school, level, year: known } = await year.query(caseStateQuery)
  if (!known) return
  const { support, visitDays } = known
  await next.signal(yearGoesOn, { from: school.urn, category: level, support, visitDays }).catch(unlessGone)
}

/**
 * The years of districts and schools adopt the edition that the authority's year has adopted, each by a command of its own, in the
 * name of who gave that one; gives how many. One that cannot stays as it is: `GET /api/policies/{authority}/effect` says why.
 */
async function followAdoption(
  { client, policies }: Omit<YearParts, 'records'>,
  adoption: Adoption | undefined,
): Promise<number> {
  if (!adoption) return 0
  const { entry, edition, reason, by, caseIds } = adoption
  const isConfidential = confidentialIn(policies)
  const updateId = `follows-${entry}`
  await inBatches(caseIds, (id) => adopt(id).catch(unlessRefused))
  return caseIds.length

  function adopt(id: string): Promise<unknown> {
    const handle = client.workflow.getHandle(id)
    const argument = { by, input: { edition, reason } }
    return isConfidential(id)
      ? handle.executeUpdate(anyCommandUpdate, { args: [{ name: 'adoptPolicy', ...argument }], updateId })
      : handle.executeUpdate(commandUpdate('adoptPolicy'), { args: [argument], updateId })
  }
}

function unlessRefused(error: unknown): void {
  if (!(error instanceof WorkflowUpdateFailedError)) unlessGone(error)
}

function policyOf(policies: YearParts['policies'], authority: string, day: string): Policy {
  const policy = editionOn(policies, authority, day)
  if (!policy) throw new Error(`this worker has no policy of "${authority}"`)
  return policy
}

async function inBatches<T>(all: T[], work: (one: T) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < all.length; from += sideBySide) {
    await Promise.all(all.slice(from, from + sideBySide).map(work))
    heartbeat(from)
  }
}

/** Tells the running year of a school what its case has come to; a school without a year is none's business. */
export async function tellYearOf(
  { records, client }: Omit<YearParts, 'policies'>,
  { urn, ...news }: CaseOfSchool,
): Promise<void> {
  const id = await yearOfSchool(records, urn)
  if (id) await client.workflow.getHandle(id).signal(caseNews, news).catch(unlessGone)
}

function unlessGone(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError)) throw error
}
