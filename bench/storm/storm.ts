import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readPolicy } from '../../policies/policies.ts'
import type { Line, Size } from '../measure.ts'
import { median, times } from '../median.ts'
import { startService, type Service } from '../service.ts'
import { startBare, startBareWorker, watchBare } from './bare.ts'
import { blow, told } from './blow.ts'
import { putHeadOfSid, startCases } from './cases.ts'
import { startJobs } from './jobs.ts'

const counts: Record<Size, number> = { tiny: 5, usual: 1_000, full: 5_000 }
const hour = 3_600_000

/** Many deadlines at one instant: passed, recorded and escalated by a mail each. */
export async function storm(size: Size, say: (line: string) => void): Promise<Line[]> {
  const count = counts[size]
  const restMs = size === 'tiny' ? 0 : 2_000
  const policyFile = join(import.meta.dirname, 'policy.yaml')
  const service = await startService(policyFile)
  try {
    const policy = readPolicy(readFileSync(policyFile, 'utf8'), policyFile)
    await putHeadOfSid(service.records, policy)
    service.startWorker()
    const bare = await startBareWorker(service)
    const jobs = await startJobs(service)
    let number = 1
    const cases = (at: number) => {
      const firstNumber = number
      number += count
      return startCases(service, policy, { level: 'watched', count, firstNumber, openedAt: at - hour })
    }
    const watchMails = () => {
      service.sink.empty()
      return () => mails(service, count)
    }
    const watchSteps = () => {
      const heard = watchBare(bare)
      return () => heard.until(count, patienceMs(count))
    }
    const blows = await times(size === 'tiny' ? 1 : 3, async () => {
      const ofCases = await blow(service, count, cases, watchMails)
      say(`storm of ${count} cases: ${told(ofCases)}`)
      await pause(restMs)
      const floor = await blow(service, count, (at) => startBare(service.client, count, at), watchSteps)
      say(`storm of ${count} bare workflows: ${told(floor)}`)
      await pause(restMs)
      const ofJobs = await blow(service, count, (at) => jobs.add(count, at), watchMails)
      say(`storm of ${count} jobs: ${told(ofJobs)}`)
      await pause(restMs)
      return { cases: ofCases.seconds, floor: floor.seconds, jobs: ofJobs.seconds }
    })
    await jobs.stop()
    return linesOf(count, blows)
  } finally {
    await service.stop()
  }
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
