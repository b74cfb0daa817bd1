import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInbox } from '../../embedded/inbox.ts'
import { freePort } from '../../embedded/ports.ts'
import { loadPolicies } from '../../policies/policies.ts'
import { summaryOf } from '../../replay/divergence.ts'
import { savedNames, type NamedHistory } from '../../replay/saved-histories.ts'
import { startWorld, type World } from '../../simulate/world.ts'
import { workflowBundle } from '../../worker/workflow-bundle.ts'
import { startDevServer } from '../support/temporal.ts'
import { changedBundle, divergedIn, openAtStage3, replayAll, silenceOnce } from './support.ts'

silenceOnce()
const command = join(import.meta.dirname, '..', '..', 'replay', 'main.ts')
let temporal: TestWorkflowEnvironment
let inbox: Awaited<ReturnType<typeof startInbox>>
let world: World
let withPatch: { code: string }

beforeAll(async () => {
  withPatch = await changedBundle('with-patch')
  temporal = await startDevServer()
  inbox = await startInbox()
  const parts = { temporal, inbox, stop: async () => {} }
  world = await startWorld(parts, loadPolicies(), Date.now(), 'server')
  await openAtStage3(world, '900001')
  await openAtStage3(world, '900002')
})
afterAll(async () => {
  await world?.stop()
  await inbox?.stop()
  await temporal?.teardown()
})

interface Ran {
  code: number
  lines: string[]
}

/** Runs the command as a person would, against an address. */
function replayCommand(address: string, ...args: string[]): Promise<Ran> {
  const env = { ...process.env, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'default' }
  return new Promise((settle) => {
    execFile(process.execPath, [command, ...args], { env }, (error, stdout, stderr) =>
      settle({ code: Number(error?.code ?? 0), lines: `${stdout}${stderr}`.trim().split('\n') }),
    )
  })
}

/** The server's list comes a moment after what it lists. */
async function untilListed(count: number, query: string): Promise<number> {
  let listed = 0
  for (let tries = 0; tries < 200 && listed < count; tries++) {
    await pause(50)
    listed = (await world.client.workflow.count(query)).count
  }
  return listed
}

describe('npm run replay', () => {
  it('replays what runs on a server, children included, and keeps the histories where it is told to', async () => {
    expect(await untilListed(4, 'ExecutionStatus = "Running"')).toBe(4)
    const folder = mkdtempSync(join(tmpdir(), 'replay-'))
    const { code, lines } = await replayCommand(temporal.address, '--save', folder)
    expect(lines).toEqual([`Replayed 4 histories of ${temporal.address}, namespace default: all agree.`])
    expect(code).toBe(0)
    const cases = ['staffordshire-900001-1', 'staffordshire-900002-1']
    expect(savedNames(folder)).toEqual(cases.flatMap((id) => [id, `${id}.statement-of-action-1`]))
    expect(await replayCommand('127.0.0.1:1', '--from', folder)).toEqual({
      code: 0,
      lines: [`Replayed 4 histories of ${folder}: all agree.`],
    })
  })
})

describe('a case that runs while its worker is replaced by one with other code', () => {
  const caseId = 'staffordshire-900001-1'
  const statement = `${caseId}.statement-of-action-1`
  const historyOf = async (id: string): Promise<NamedHistory> => ({
    name: id,
    history: await world.client.workflow.getHandle(id).fetchHistory(),
  })
  const timersOf = async (id: string) =>
    ((await historyOf(id)).history.events ?? []).flatMap((event) =>
      event.timerStartedEventAttributes ? (summaryOf(event) ?? []) : [],
    )

  it('could not be taken over by code that does not ask patched()', async () => {
    const before = [await historyOf(caseId), await historyOf(statement)]
    const bundle = await changedBundle('without-patch')
    expect(divergedIn(await replayAll(bundle, before))).toEqual([
      `${statement}: at event 5 its history has search attributes, where the code now wants a timer`,
    ])
    expect(divergedIn(await replayAll(withPatch, before))).toEqual([])
  })

  it('goes on: the old way where it has been, the new way where it has not', async () => {
    await world.replaceWorker(withPatch)
    const by = { role: 'dsim', personId: 'dsim' }
    const filing = { document: 'statement.pdf', parents: 'Two meetings.', parentalChampion: 'None: the forum does it.' }
    await world.cases.command(caseId, 'fileStatementOfAction', by, filing, 'filing')
    await expect.poll(() => timersOf(statement), { timeout: 30_000 }).toContain('Parents may still be heard (LAW-11)')
    expect(await timersOf(statement)).not.toContain('Waits until its letter has gone')
    await world.cases.command(caseId, 'acknowledge', by, { deadline: 'assess-contribution' }, 'acknowledged')
  })

  it('has lost nothing: its file has no gap, and the statement is met once', async () => {
    const rows = await world.records.selectFrom('case_file').selectAll().where('case_id', '=', caseId).execute()
    expect(rows.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(rows.map((_, index) => index + 1))
    const met = rows.filter(({ type, body }) => type === 'deadline-met' && body.deadline === 'statement-of-action')
    expect(met).toHaveLength(1)
  })

  it('replays with the new code from its beginning, and no longer with the old', async () => {
    const after = [await historyOf(caseId), await historyOf(statement)]
    expect(divergedIn(await replayAll(withPatch, after))).toEqual([])
    expect(divergedIn(await replayAll(await workflowBundle(), after))).toEqual([expect.stringContaining(statement)])
  })

  it('has beside it new cases, which take the new way from the start', async () => {
    await openAtStage3(world, '900003')
    const begun = 'staffordshire-900003-1.statement-of-action-1'
    await expect.poll(() => timersOf(begun), { timeout: 30_000 }).toContain('Waits until its letter has gone')
  })

  it('is found by a query, as are the runs that have not taken the patch', async () => {
    const untaken =
      'WorkflowType = "statementOfAction" AND ExecutionStatus = "Running" AND TemporalChangeVersion IS NULL'
    expect(await untilListed(1, 'TemporalChangeVersion = "statement-stays-four-weeks"')).toBe(1)
    expect(await untilListed(1, untaken)).toBe(1)
  })
})

describe('npm run replay, when other code has carried cases on', () => {
  it('names each case that other code has carried on, says where they part, and fails', async () => {
    const { code, lines } = await replayCommand(temporal.address)
    expect(lines.sort()).toEqual([
      `Replayed 6 histories of ${temporal.address}, namespace default: 2 diverged. Do not deploy this code while they run (docs/changing-a-workflow.md).`,
      'staffordshire-900001-1.statement-of-action-1: its history has taken the patch "statement-stays-four-weeks", which the code does not ask for',
      'staffordshire-900003-1.statement-of-action-1: its history has taken the patch "statement-waits-for-its-letter", which the code does not ask for',
    ])
    expect(code).toBe(1)
  })

  it('says in one sentence that no server answers', async () => {
    const { code, lines } = await replayCommand(`127.0.0.1:${await freePort()}`)
    expect(lines).toEqual([
      expect.stringMatching(/^No Temporal server with the namespace default answers at 127\.0\.0\.1:\d+/),
    ])
    expect(code).toBe(1)
  })

  it('says how it is called where an option is wrong', async () => {
    const { code, lines } = await replayCommand(temporal.address, '--form', 'x')
    expect(lines).toEqual([expect.stringContaining('npm run replay [-- --save DIR | --from DIR]')])
    expect(code).toBe(1)
  })
})
