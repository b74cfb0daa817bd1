import { isGrpcServiceError, WorkflowNotFoundError, WorkflowUpdateFailedError, type Client } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { blankCase } from '../cases/blank-case.ts'
import { londonDay } from '../calendar/london.ts'
import type { By, Command } from '../cases/commands.ts'
import { confidentialIn } from '../codec/confidential-cases.ts'
import { checkOpening } from '../cases/levels.ts'
import { mayGive } from '../cases/permissions.ts'
import { Refusal } from '../cases/refusal.ts'
import { titleOf } from '../cases/roles.ts'
import type { School } from '../cases/state.ts'
import { beginTurn } from '../cases/turn.ts'
import type { Policy } from '../policies/policy.ts'
import { editionNamed, editionOn, type Policies } from '../policies/editions.ts'
import {
  caseRow,
  isRecorded,
  releaseOpening,
  reserveCase,
  reserveReopening,
  untoldChanges,
  staleSchools,
  waitingOpenings,
  type WaitingOpening,
  markTold,
} from '../records/openings.ts'
import { absentHolders } from '../records/absent-holders.ts'
import type { Records } from '../records/database.ts'
import { replacedOn } from '../records/changes.ts'
import { getSchool } from '../records/schools.ts'
import { anyCommandUpdate, commandUpdate, type CaseInput, type Standing } from '../workflows/messages.ts'
import { policyFor, yearKinds } from '../policies/year.ts'
import { authorityYearsBehind, reserveAuthorityYear } from '../records/years.ts'
import { startCase, taskQueue } from '../workflows/starting.ts'
import { PartDown, type CasesPort } from './cases-port.ts'

interface Parts {
  client: Client
  records: Records
  policies: Policies
  /** The day it is in London. */
  today?: () => string
}

/** How long a caller waits for a case's workflow before hearing that the worker does not answer. */
const patienceMs = 25_000
const queryPatienceMs = 8_000
/** Temporal’s number for the queue of workflows’ tasks. */
const workflowTasks = 1

/** The cases as the API sees them: their workflows in Temporal, their ids reserved in the records. */
export function createCasesPort({ client, records, policies, today = () => londonDay(Date.now()) }: Parts): CasesPort {
  const isConfidential = confidentialIn(policies)
  /** The edition that a case runs under, where it has one; else the one in force today. */
  const policyOf = (authority: string, edition?: string): Policy => {
    const policy =
      edition === undefined ? editionOn(policies, authority, today()) : editionNamed(policies, authority, edition)
    if (!policy)
      throw new Refusal(`authority: "${authority}" is not one of ${[...policies.keys()].join(', ')}`, 'input')
    return policy
  }

  async function schoolOf(authority: string, urn: string): Promise<School> {
    const school = await getSchool(records, urn)
    if (!school)
      throw new Refusal(
        `school: there is no school with the URN ${urn} on record: put it in first (PUT /api/schools/${urn})`,
        'input',
      )
    if (school.authority !== authority)
      throw new Refusal(
        `school: ${school.name} belongs to ${school.authority ?? 'no authority'}, not to ${authority}`,
        'input',
      )
    const { name, district, denomination } = school
    return {
      urn,
      name,
      phase: school.phase as School['phase'],
      district: district ?? null,
      denomination: denomination ?? null,
    }
  }

  /** Refuses a role that may not, and a stand-in while the holder is not away. */
  async function insistAllowed(policy: Policy, command: Command, by: By, school: School): Promise<void> {
    const allowance = mayGive(policy, null, command, by.role, school.phase)
    if (!allowance.allowed) throw new Refusal(allowance.sentence, 'access')
    const role = allowance.onlyWhileAway
    if (!role) return
    const { urn, district } = school
    const away = await absentHolders(records, { authority: policy.authority, role, school: urn, district, on: today() })
    if (!away)
      throw new Refusal(
        `The ${titleOf(policy, role)} is not away on ${today()}: only while they are may the ${titleOf(policy, by.role)} give ${command.name}`,
        'access',
      )
  }

  const start = (input: CaseInput): Promise<void> =>
    startCase(client, input).catch((error: unknown) => {
      throw asPartDown(error)
    })

  /** Waits until the case's workflow has written what it was started with. */
  async function recorded(caseId: string, after: number): Promise<boolean> {
    const until = Date.now() + 10_000
    for (let pause = 40; Date.now() < until; pause = Math.min(pause * 1.5, 250)) {
      await new Promise((resolve) => setTimeout(resolve, pause))
      if (await isRecorded(records, caseId, after)) return true
    }
    await client.workflow
      .getHandle(caseId)
      .describe()
      .then(async ({ status }) => {
        if (status.name !== 'FAILED') return
        await releaseOpening(records, caseId)
        await client.workflow.getHandle(caseId).result()
      })
      .catch((error: unknown) => {
        throw asRefusal(error)
      })
    return false
  }

  /** Telling every case of a change takes longer than the pause between two looks where there are many. */
  let resuming: Promise<void> | undefined

  const port: CasesPort = {
    async open({ by, input }, key) {
      const policy = policyOf(input.authority)
      const school = await schoolOf(input.authority, input.school)
      await insistAllowed(policy, { name: 'openCase', input }, by, school)
      checkOpening(beginTurn(policy, blankCase(policy, school, ''), '2000-01-01T00:00:00+00:00', 'command', by), input)
      const caseId = await reserveCase(records, { authority: policy.authority, school, by, input, key: key ?? null })
      await start({ caseId, kind: 'intervention', school, begin: { name: 'openCase', by, input }, policy })
      return { caseId, recorded: await recorded(caseId, 0), warnings: [] }
    },

    async openYear(by, { authority }) {
      const policy = policyOf(authority)
      if (!yearKinds(policy).includes('authority-year'))
        throw new Refusal(`The policy of ${policy.name} says nothing of the year: there is no cycle to start`)
      const { caseId, kind, school, state } = await reserveAuthorityYear(records, policy, by)
      if (state) await requireEnded(caseId, state.seq)
      await start({
        caseId,
        kind,
        school,
        begin: { name: 'openYear', by, input: { authority } },
        policy: policyFor(policy, kind),
        ...(state && { state: { ...state, school } }),
      })
      return { caseId, recorded: await recorded(caseId, state?.seq ?? 0), warnings: [] }
    },

    async command(caseId, name, by, input, updateId) {
      const handle = client.workflow.getHandle(caseId)
      const answer = isConfidential(caseId)
        ? handle.executeUpdate(anyCommandUpdate, { args: [{ name, by, input }], updateId })
        : handle.executeUpdate(commandUpdate(name), { args: [{ by, input }], updateId })
      return withPatience(answer).catch(async (error: unknown) => {
        if (error instanceof WorkflowNotFoundError) throw await closedOrUnknown(caseId)
        throw asRefusal(error)
      })
    },

    async reopen(caseId, by, input, key) {
      const row = await caseRow(records, caseId)
      if (!row) throw new Refusal(`There is no case ${caseId}`)
      const policy = policyOf(row.authority, row.edition ?? undefined)
      await insistAllowed(policy, { name: 'reopenCase', input }, by, await schoolOf(row.authority, row.urn))
      const { state, seq } = await reserveReopening(records, caseId, by, input, key ?? null)
      await requireEnded(caseId, seq)
      const school = await schoolOf(row.authority, row.urn)
      if (school.urn !== state.school.urn) state.formerUrns.push(state.school.urn)
      state.school = school
      await start({ caseId, kind: 'intervention', school, begin: { name: 'reopenCase', by, input }, state, policy })
      await recorded(caseId, seq)
      return { entry: seq + 1, warnings: [] }
    },

    async calendarChanged(change) {
      await tellCases(change.authority, (caseId) =>
        client.workflow.getHandle(caseId).signal('calendarChanged', { id: change.id, summary: change.summary }),
      )
      await markTold(records, change.id)
    },

    async standing(caseId) {
      const handle = client.workflow.getHandle(caseId)
      const ask = async () => {
        const [standing, { status }] = await Promise.all([handle.query<Standing>('standing'), handle.describe()])
        if (status.name !== 'RUNNING') throw await closedOrUnknown(caseId)
        return standing
      }
      return client.connection.withDeadline(Date.now() + queryPatienceMs, ask).catch(async (error: unknown) => {
        if (error instanceof WorkflowNotFoundError) throw await closedOrUnknown(caseId)
        if (!isLate(error)) throw asRefusal(error)
        await port.reach()
        throw new PartDown('worker', 'The worker does not answer: ask again in a moment')
      })
    },

    async schoolReplaced(caseIds, change) {
      const found = await getSchool(records, change.to)
      if (!found) throw new Refusal(`to: there is no school with the URN ${change.to} on record`, 'input')
      const { name, phase, district, denomination } = found
      const school = { urn: change.to, name, phase, district: district ?? null, denomination: denomination ?? null }
      await signalAll(caseIds, (caseId) =>
        client.workflow.getHandle(caseId).signal('schoolReplaced', { ...change, school }),
      )
    },

    async reach() {
      await client.connection.ensureConnected().catch((error: unknown) => {
        throw asPartDown(error)
      })
      await client.connection
        .withDeadline(Date.now() + 3_000, () => client.connection.workflowService.getSystemInfo({}))
        .catch((error: unknown) => {
          throw asPartDown(error)
        })
    },

    async workers() {
      const { namespace } = client.options
      const asked = { namespace, taskQueue: { name: taskQueue }, taskQueueType: workflowTasks }
      const { pollers } = await client.connection.workflowService.describeTaskQueue(asked).catch((error: unknown) => {
        throw asPartDown(error)
      })
      const recent = pollers?.filter(({ lastAccessTime: at }) => Date.now() - Number(at?.seconds ?? 0) * 1_000 < 90_000)
      return new Set(recent?.map((one) => one.identity)).size
    },

    resume() {
      resuming ??= takeUp().finally(() => {
        resuming = undefined
      })
      return resuming
    },
  }
  return port

  async function takeUp(): Promise<void> {
    for (const row of await waitingOpenings(records)) await quietly(() => startAgain(row))
    await quietly(async () => {
      const behind = await authorityYearsBehind(records, policies)
      await signalAll(behind, (id) => client.workflow.getHandle(id).signal('schoolsChanged'))
    })
    for (const change of await untoldChanges(records)) await quietly(() => port.calendarChanged(change))
    for (const { caseId, from, school } of await staleSchools(records)) {
      const on = (await replacedOn(records, from, school.urn)) ?? today()
      const change = { from, to: school.urn, on, school }
      await quietly(() => signalAll([caseId], (id) => client.workflow.getHandle(id).signal('schoolReplaced', change)))
    }
  }

  async function startAgain(row: WaitingOpening): Promise<void> {
    const { caseId, authority, urn, kind, begin, state } = row
    const school = state?.school ?? row.school ?? (await schoolOf(authority, urn))
    await start({
      caseId,
      kind,
      school,
      begin,
      ...(state && { state }),
      policy: policyFor(policyOf(authority, begin.name === 'openYear' ? undefined : state?.edition), kind),
    })
  }

  /** A case that was closed moments ago may still be sending its last letters; its next run takes up those that remain. */
  async function requireEnded(caseId: string, seq: number): Promise<void> {
    for (let tries = 0; tries < 20; tries++) {
      const { status, memo } = await client.workflow
        .getHandle(caseId)
        .describe()
        .catch((error: unknown) => {
          if (error instanceof WorkflowNotFoundError) return { status: { name: 'COMPLETED' }, memo: undefined }
          throw asPartDown(error)
        })
      const isTheNext = memo?.['from'] === seq
      if (status.name !== 'RUNNING' || isTheNext) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await client.workflow
      .getHandle(caseId)
      .terminate('It is opened again; the letters it had not sent are taken up by the next run')
  }

  async function closedOrUnknown(caseId: string): Promise<Error> {
    const row = await caseRow(records, caseId)
    if (!row) return new Refusal(`There is no case ${caseId}`)
    if (row.status === 'closed') return new Refusal('The case is closed: open it again first (reopenCase)')
    return new PartDown(
      'Temporal',
      `The case ${caseId} is on record as open, but no workflow of it runs in Temporal: nothing more will come of it by itself`,
    )
  }

  async function tellCases(authority: string | null, tell: (caseId: string) => Promise<void>): Promise<void> {
    const rows = await records
      .selectFrom('cases')
      .select('id')
      .where('status', '<>', 'closed')
      .$if(authority !== null, (query) => query.where('authority', '=', authority ?? ''))
      .execute()
    await signalAll(
      rows.map((row) => row.id),
      tell,
    )
  }

  async function signalAll(caseIds: string[], tell: (caseId: string) => Promise<void>): Promise<void> {
    for (let at = 0; at < caseIds.length; at += 20) {
      const batch = caseIds.slice(at, at + 20).map((caseId) =>
        tell(caseId).catch((error: unknown) => {
          if (!(error instanceof WorkflowNotFoundError)) throw asPartDown(error)
        }),
      )
      await Promise.all(batch)
    }
  }
}

/** One thing that cannot be taken up now does not hold up the others; it is tried again. */
async function quietly(work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    if (error instanceof PartDown) throw error
    console.error(error instanceof Error ? error.message : error)
  })
}

async function withPatience<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new PartDown(
            'worker',
            'The worker does not answer: the command may yet be carried out; repeat it with the same Idempotency-Key',
          ),
        ),
      patienceMs,
    )
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}

/** The refusal of a case's workflow, in its own sentence. */
function asRefusal(error: unknown): unknown {
  const cause =
    error instanceof WorkflowUpdateFailedError || (error instanceof Error && 'cause' in error) ? error.cause : error
  if (cause instanceof ApplicationFailure && cause.type === 'Refusal') {
    return new Refusal(cause.message, (cause.details?.[0] as CaseKind | undefined) ?? 'moment')
  }
  return asPartDown(error)
}

type CaseKind = Refusal['kind']

const grpcErrorIn = (error: unknown) => {
  const cause = error instanceof Error ? error.cause : null
  return isGrpcServiceError(error) ? error : isGrpcServiceError(cause) ? cause : null
}

const deadlineExceeded = 4
const failedPrecondition = 9

/** No answer in time, or Temporal knows of no worker that could give one. */
const isLate = (error: unknown): boolean =>
  [deadlineExceeded, failedPrecondition].includes(Number(grpcErrorIn(error)?.code))

function asPartDown(error: unknown): unknown {
  if (error instanceof PartDown || error instanceof Refusal) return error
  const grpc = grpcErrorIn(error)
  if (grpc) return new PartDown('Temporal', `Temporal does not answer: ${grpc.details || grpc.message}`)
  return error
}
