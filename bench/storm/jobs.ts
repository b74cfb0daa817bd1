import pg from 'pg'
import { PgBoss } from 'pg-boss'
import type { Part } from '../processes.ts'
import type { Service } from '../service.ts'

export const jobQueue = 'deadlines'
export const jobTable = 'bench_deadlines'

export interface DeadlineJob {
  id: string
  school: string
}

/** A pg-boss queue on the service's own database, with a worker for it. */
export async function startJobs({ databaseUrl, start }: Service) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  const boss = new PgBoss({ connectionString: databaseUrl, max: 2, supervise: false, schedule: false })
  boss.on('error', (error) => console.error(error.message))
  await boss.start()
  await boss.createQueue(jobQueue)
  await pool.query(`create table if not exists ${jobTable} (id text primary key, status text not null)`)
  const worker: Part = start('job-worker', 'bench/storm/job-worker.ts')
  await worker.ready
  let sent = 0
  return {
    /** Puts in deadlines that are due at a moment, a job each. */
    async add(count: number, at: number): Promise<void> {
      const jobs = Array.from({ length: count }, (): DeadlineJob => {
        sent += 1
        return { id: `deadline-${sent}`, school: `Bench School ${sent}` }
      })
      const ids = jobs.map((job) => job.id)
      await pool.query(`insert into ${jobTable} select id, 'open' from unnest($1::text[]) as id`, [ids])
      const startAfter = new Date(at)
      for (let from = 0; from < jobs.length; from += 200)
        await boss.insert(
          jobQueue,
          jobs.slice(from, from + 200).map((data) => ({ data, startAfter })),
        )
    },
    async stop() {
      await worker.stop(4_000)
      await boss.stop({ graceful: false })
      await pool.end()
    },
  }
}

export type Jobs = Awaited<ReturnType<typeof startJobs>>
