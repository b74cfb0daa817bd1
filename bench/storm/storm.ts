import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readPolicy } from '../../policies/policies.ts'
import type { Policy } from '../../policies/policy.ts'
import type { Line, Size } from '../measure.ts'
import { median, times } from '../median.ts'
import type { Part } from '../processes.ts'
import { startService, type Service } from '../service.ts'
import { startBare, startBareWorker, watchBare } from './bare.ts'
import { blow, told, type Coming } from './blow.ts'
import { putHeadOfSid, startCases } from './cases.ts'
import { startJobs, type Jobs } from './jobs.ts'

const counts: Record<Size, number> = { tiny: 5, usual: 1_000, full: 5_000 }
const restMs = 2_000
const hour = 3_600_000

/** Many deadlines at one instant: passed, recorded and escalated by a mail each. */
export async function storm(size: Size, say: (line: string) => void): Promise<Line[]> {
  const policyFile = join(import.meta.dirname, 'policy.yaml')
  const service = await startService(policyFile)
  try {
    const policy = readPolicy(readFileSync(policyFile, 'utf8'), policyFile)
    await putHeadOfSid(service.records, policy)
    service.startWorker()
    const bare = await startBareWorker(service)
    const jobs = await startJobs(service)
    try {
      const round = rounds(size, service, policy, { bare, jobs }, say)
      return linesOf(counts[size], await times(size === 'tiny' ? 1 : 3, round))
    } finally {
      await jobs.stop()
    }
  } finally {
    await service.stop()
  }
}

/** One storm of each kind after another. */
function rounds(
  size: Size,
  service: Service,
  policy: Policy,
  { bare, jobs }: { bare: Part; jobs: Jobs },
  say: (line: string) => void,
) {
  const count = counts[size]
  const watchMails = () => {
    service.sink.empty()
    return () => mails(service, count)
  }
  const watchSteps = () => {
    const heard = watchBare(bare)
    return () => heard.until(count, patienceMs(count))
  }
  let number = 1
  const startNext = (at: number) => {
    const firstNumber = number
    number += count
    return startCases(service, policy, { level: 'watched', count, firstNumber, openedAt: at - hour })
  }
  const cases: Coming = { count, leadMsEach: 20, prepare: startNext, watch: watchMails }
  const floor: Coming = {
    count,
    leadMsEach: 10,
    prepare: (at) => startBare(service.client, count, at),
    watch: watchSteps,
  }
  const ofJobs: Coming = { count, leadMsEach: 3, prepare: (at) => jobs.add(count, at), watch: watchMails }
  const one = async (what: string, coming: Coming) => {
    const done = await blow(service, coming)
    say(`storm of ${count} ${what}: ${told(done)}`)
    await pause(size === 'tiny' ? 0 : restMs)
    return done.seconds
  }
  return async () => ({
    cases: await one('cases', cases),
    floor: await one('bare workflows', floor),
    jobs: await one('jobs', ofJobs),
  })
}

const patienceMs = (count: number): number => 60_000 + count * 200

/** When each mail was accepted; throws where one is missing or came twice. */
async function mails({ sink }: Service, count: number): Promise<number[]> {
  const accepted = await sink.until(count, patienceMs(count))
  const different = new Set(accepted.map((mail) => mail.messageId)).size
  if (different !== count) throw new Error(`${different} different mails were sent where ${count} were owed`)
  return accepted.map((mail) => mail.at)
}

function linesOf(count: number, blows: { cases: number; floor: number; jobs: number }[]): Line[] {
  const seconds = (which: 'cases' | 'floor' | 'jobs') => median(blows.map((one) => one[which]))
  const line = (what: string, other: 'floor' | 'jobs', aim?: number): Line => ({
    measure: 'storm',
    what: `${count} statutory deadlines pass at one instant, to the last escalation mail`,
    value: seconds('cases'),
    unit: 's',
    nextTo: { what, value: seconds(other), ratio: seconds('cases') / seconds(other) },
    ...(aim ? { aim: { of: 'ratio', atMost: aim } } : {}),
  })
  return [
    line('bare workflows of one timer and one empty activity', 'floor', 1.5),
    line('pg-boss: a job a deadline, nodemailer, one row', 'jobs'),
  ]
}
