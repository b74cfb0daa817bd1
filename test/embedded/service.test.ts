import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Connection } from '@temporalio/client'
import { identify, isAlive, type ProcessIdentity } from '../../embedded/processes.ts'
import { killPart, ownEnvironment, startService, type RunningService } from '../support/service.ts'

const programs = mkdtempSync(join(tmpdir(), 'interventions-programs-'))
const supervisor = new URL('../../embedded/supervisor.ts', import.meta.url).href
const environmentModule = new URL('../../config/environment.ts', import.meta.url).href
const pg = createRequire(import.meta.url).resolve('pg')

writeFileSync(join(programs, 'worker.mjs'), 'setInterval(() => {}, 1000)')
writeFileSync(
  join(programs, 'api.mjs'),
  `import { createServer } from 'node:http'
   import pg from ${JSON.stringify(pg)}
   if (process.env.PEOPLE_FILE_IS_WRONG) { console.error('The people file is wrong in line 3.'); process.exit(78) }
   const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
   pool.on('error', () => {})
   createServer(async (request, response) => {
     try {
       await pool.query('create table if not exists visit (at timestamptz default now())')
       if (request.method === 'POST') await pool.query('insert into visit default values')
       response.end(String((await pool.query('select * from visit')).rowCount))
     } catch { response.writeHead(503).end() }
   }).listen(Number(process.env.PORT), process.env.LISTEN_ADDRESS)`,
)
writeFileSync(
  join(programs, 'service.mjs'),
  `import { environmentOrExit } from ${JSON.stringify(environmentModule)}
   import { runService } from ${JSON.stringify(supervisor)}
   await runService(environmentOrExit(), ${JSON.stringify({ worker: join(programs, 'worker.mjs'), api: join(programs, 'api.mjs') })})`,
)

const start = (env: Record<string, string>) => startService(env, [process.execPath, join(programs, 'service.mjs')])

describe('the embedded service', () => {
  let env: Record<string, string>
  const started: RunningService[] = []

  beforeEach(async () => {
    env = await ownEnvironment()
  })
  afterEach(async () => {
    await Promise.all(started.splice(0).map((service) => service.stop()))
    rmSync(env['DATA_DIR']!, { recursive: true, force: true })
  })
  afterAll(() => rmSync(programs, { recursive: true, force: true }))

  async function running(settings = env) {
    const service = await start(settings)
    started.push(service)
    expect(service.output()).toMatch(/^ready$/m)
    return service
  }

  it('names its addresses and its parts, and says ready last', async () => {
    const service = await running()
    expect(service.output().trim().split('\n').at(-1)).toBe('ready')
    expect(service.output()).toContain(`http://localhost:${env['PORT']}`)
    expect(Object.keys(service.record()?.parts ?? {}).toSorted()).toEqual([
      'api',
      'database',
      'inbox',
      'temporal',
      'worker',
    ])
  })

  it('keeps closed cases for ten years', async () => {
    await running()
    const connection = await Connection.connect({ address: `127.0.0.1:${env['TEMPORAL_PORT']}` })
    const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' })
    await connection.close()
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(3650 * 24 * 60 * 60)
  })

  it('starts any part again that is killed, and keeps the records', async () => {
    const service = await running()
    await visit(env, 'POST')
    for (const part of ['database', 'temporal', 'inbox', 'worker', 'api'] as const) await killPart(service, part)
    await expect.poll(() => visit(env, 'GET'), { timeout: 20_000 }).toBe('1')
  })

  it('finds its records again after it was killed', async () => {
    const service = await running()
    await visit(env, 'POST')
    service.signal('SIGKILL')
    await running()
    expect(await visit(env, 'GET')).toBe('1')
  })

  it('leaves nothing running five seconds after it was killed', async () => {
    const service = await running()
    const processes = service.record()?.identities ?? []
    service.signal('SIGKILL')
    await expect.poll(() => processes.filter(isAlive), { timeout: 5000 }).toEqual([])
  })

  it('leaves no Temporal server when that one and its guard lose their starter together', async () => {
    const service = await running()
    const temporal = identify(service.record()?.parts.temporal ?? 0)
    const guard = (service.record()?.identities ?? []).filter((one) => isGuardOf(one, temporal))
    service.signal('SIGKILL')
    for (const { pid } of guard) process.kill(pid, 'SIGKILL')
    const next = await running()
    expect(isAlive(temporal)).toBe(false)
    expect(next.output()).toContain('ready')
  })

  it('ends by SIGTERM with exit code 0 and leaves nothing', async () => {
    const service = await running()
    const processes = service.record()?.identities ?? []
    service.signal('SIGTERM')
    expect(await service.ended).toBe(0)
    expect(processes.filter(isAlive)).toEqual([])
    expect(service.record()).toBeUndefined()
  })

  it('does not start twice on one data folder', async () => {
    await running()
    const other = await start({ ...(await ownEnvironment()), DATA_DIR: env['DATA_DIR']! })
    expect(await other.ended).toBe(1)
    expect(other.output()).toMatch(/^DATA_DIR is .* another copy of the service runs/)
  })

  it('names the variable of a port that is in use', async () => {
    const server = createServer().listen(Number(env['INBOX_PORT']), '127.0.0.1')
    const service = await start(env)
    server.close()
    expect(await service.ended).toBe(1)
    expect(service.output().trim()).toBe(
      `INBOX_PORT is ${env['INBOX_PORT']}, a port that another program uses: set INBOX_PORT to a free one.`,
    )
  })

  it('stops with the reason when a part cannot work as it is configured', async () => {
    const service = await start({ ...env, PEOPLE_FILE_IS_WRONG: 'yes' })
    expect(await service.ended).toBe(1)
    expect(service.output()).toContain('The people file is wrong in line 3.')
    await pause(100)
    expect(service.record()).toBeUndefined()
  })

  it('runs beside another with other ports and another data folder', async () => {
    const otherEnv = await ownEnvironment()
    const [, other] = await Promise.all([running(), running(otherEnv)])
    expect(other.output()).toContain('ready')
    await visit(env, 'POST')
    expect(await visit(otherEnv, 'GET')).toBe('0')
  })
})

async function visit(env: Record<string, string>, method: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${env['PORT']}`, { method }).catch(() => undefined)
  return response?.status === 200 ? response.text() : 'not there'
}

/** The guard was started just before what it guards. */
function isGuardOf(one: ProcessIdentity, temporal: ProcessIdentity): boolean {
  return one.pid !== temporal.pid && isAlive(one) && parentOf(temporal.pid) === one.pid
}

function parentOf(pid: number): number {
  return Number(/PPid:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}
