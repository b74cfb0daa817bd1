// What a team would otherwise write: a job a deadline, a mail and one row. Its settings favour it: large batches, no pause between.
import nodemailer from 'nodemailer'
import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { jobQueue, jobTable, type DeadlineJob } from './jobs.ts'

const url = process.env['DATABASE_URL'] ?? ''
const pool = new pg.Pool({ connectionString: url, max: 10 })
const post = nodemailer.createTransport({ url: process.env['SMTP_URL'] ?? '', pool: true, maxConnections: 3 } as object)
const boss = new PgBoss({ connectionString: url, max: 4, supervise: false, schedule: false })
boss.on('error', (error) => console.error(error))
await boss.start()
await boss.work<DeadlineJob>(
  jobQueue,
  { batchSize: 100, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true },
  async (jobs) => {
    await Promise.all(jobs.map((job) => escalate(job.data)))
  },
)
process.on('SIGTERM', () => void boss.stop({ graceful: false }).finally(() => process.exit(0)))
process.send?.({ ready: true })

async function escalate({ id, school }: DeadlineJob): Promise<void> {
  await post.sendMail({
    from: 'jobs@bench.example',
    to: 'head-of-sid@bench.example',
    subject: `Overdue: ${school}`,
    text: `${school} has not answered in writing.`,
    messageId: `<${id}@jobs.bench.example>`,
  })
  await pool.query(`update ${jobTable} set status = 'escalated' where id = $1`, [id])
}
