import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../embedded/ports.ts'
import type { Line, Size } from './measure.ts'
import { median, times } from './median.ts'

const patienceMs = 180_000
const ports = ['PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'SMTP_PORT', 'INBOX_PORT']

/** From `npm start` to `ready`, on an empty folder and on one that was filled. */
export async function start(size: Size, say: (line: string) => void): Promise<Line[]> {
  const taken = await times(size === 'tiny' ? 1 : 3, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'interventions-bench-'))
    try {
      const env = { ...(await ownPorts()), DATA_DIR: folder }
      const [first, second] = [await secondsToReady(env), await secondsToReady(env)]
      say(`start: ${first.toFixed(1)} s the first time, ${second.toFixed(1)} s the second`)
      return { first, second }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
  const [first, second] = [median(taken.map((one) => one.first)), median(taken.map((one) => one.second))]
  return [
    {
      measure: 'start',
      what: 'npm start to ready, the first time, with its invented schools and cases put in',
      value: first,
      unit: 's',
    },
    { measure: 'start', what: 'npm start to ready, the second time', value: second, unit: 's' },
  ]
}

async function ownPorts(): Promise<Record<string, string>> {
  return Object.fromEntries(
    await Promise.all(ports.map(async (name): Promise<[string, string]> => [name, String(await freePort())])),
  )
}

async function secondsToReady(settings: Record<string, string>): Promise<number> {
  const began = performance.now()
  const { DATABASE_URL: _1, TEMPORAL_ADDRESS: _2, SMTP_URL: _3, ...env } = process.env
  const child = spawn('npm', ['start'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const end = () => child.kill('SIGTERM')
  process.once('exit', end)
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()))
  const ready = new Promise<boolean>((settle) => {
    let output = ''
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString()
      if (/^ready$/m.test(output)) settle(true)
    })
    void ended.then(() => settle(false))
    setTimeout(() => settle(false), patienceMs).unref()
  })
  const isReady = await ready
  const seconds = (performance.now() - began) / 1000
  end()
  await ended
  process.off('exit', end)
  if (!isReady) throw new Error('npm start did not say ready')
  return seconds
}
