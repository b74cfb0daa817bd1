import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inventedPeople } from '../demonstration/people.ts'
import { loadPolicies } from '../policies/policies.ts'
import { putPerson } from '../records/people.ts'
import { putSchool } from '../records/schools.ts'
import type { Line, Size } from './measure.ts'
import { median, times } from './median.ts'
import { benchSchool } from './paper-case.ts'
import { forEach, patiently } from './patience.ts'
import { startService, type Service } from './service.ts'
import { startBare, startBareWorker, watchBare } from './storm/bare.ts'

const counts: Record<Size, number> = { tiny: 3, usual: 100, full: 500 }
const callersAtOnce = 8
const settlingMs = 120_000

/** Opens cases over HTTP, next to the start of as many bare workflows. */
export async function opening(size: Size, say: (line: string) => void): Promise<Line[]> {
  const count = counts[size]
  const rounds = size === 'tiny' ? 1 : 3
  const service = await startService()
  try {
    await putPeople(service, rounds * count)
    service.startWorker()
    const bare = await startBareWorker(service)
    const open = await startApi(service)
    await open(0)
    const taken = await times(rounds, async (round) => {
      const urns = Array.from({ length: count }, (_, index) => 1 + round * count + index)
      const cases = await msEach(count, () => forEach(urns, callersAtOnce, open))
      await settled(service)
      const heard = watchBare(bare)
      const began = performance.now()
      const starts = await msEach(count, () => startBare(service.client, count, 0, callersAtOnce))
      await heard.until(count, settlingMs)
      const steps = (performance.now() - began) / count
      say(
        `opening: ${cases.toFixed(1)} ms a case, ${starts.toFixed(1)} ms a bare start, ${steps.toFixed(1)} with its step`,
      )
      return { cases, starts, steps }
    })
    const each = (which: 'cases' | 'starts' | 'steps') => median(taken.map((one) => one[which]))
    const line = (what: string, other: number, aim?: number): Line => ({
      measure: 'opening',
      what: `cases opened over HTTP, ${callersAtOnce} callers`,
      value: 1000 / each('cases'),
      unit: 'a second',
      nextTo: { what, value: 1000 / other, ratio: each('cases') / other },
      ...(aim ? { aim: { of: 'ratio', atMost: aim } } : {}),
    })
    return [
      line('bare workflow starts', each('starts'), 2),
      line('bare workflow starts, the one empty activity done', each('steps')),
    ]
  } finally {
    await service.stop()
  }
}

async function msEach(count: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / count
}

async function putPeople({ records }: Service, schools: number): Promise<void> {
  const policy = loadPolicies().get('staffordshire')
  if (!policy) throw new Error('There is no policy of staffordshire')
  for (const person of inventedPeople(policy)) {
    const roles = person.roles.map((held) => ({ ...held, to: null, district: null, school: null }))
    await putPerson(records, { ...person, roles })
  }
  for (let number = 0; number <= schools; number++) {
    const school = benchSchool(number)
    const headteacher = { name: `Head ${number}`, email: `head-${number}@bench.example` }
    const chairOfGovernors = { name: `Chair ${number}`, email: `chair-${number}@bench.example` }
    await putSchool(records, { ...school, authority: 'staffordshire', headteacher, chairOfGovernors })
  }
}

/** Starts the API; gives what opens a case at a school. */
async function startApi({ start, url, folder }: Service): Promise<(school: number) => Promise<void>> {
  start('api', 'api/main.ts')
  await patiently('the API', async () => {
    const answer = await fetch(`${url}/readyz`)
    if (!answer.ok) throw new Error(await answer.text())
  })
  const tokens = JSON.parse(readFileSync(join(folder, 'tokens.json'), 'utf8')) as Record<string, string>
  return async (school) => {
    const body = {
      authority: 'staffordshire',
      school: benchSchool(school).urn,
      level: 'stage-2',
      reasons: ['low-attainment'],
      summary: 'Results fell three years running',
    }
    const answer = await fetch(`${url}/api/cases`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens['dsim']}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (answer.status !== 201) throw new Error(`POST /api/cases answered ${answer.status}: ${await answer.text()}`)
    await answer.arrayBuffer()
  }
}

/** Waits until no mail waits any more, so that one round does not slow the next. */
async function settled({ records }: Service): Promise<void> {
  await patiently('the mail server', async () => {
    const waiting = await records.selectFrom('mails').select('id').where('status', '=', 'waiting').limit(1).execute()
    if (waiting.length) throw new Error('Mails wait')
  })
}
