import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { databaseUrl, listenIn } from '../../embedded/database.ts'
import { openMailbox } from '../../embedded/mailbox.ts'
import { connectRecords, type Records } from '../../records/database.ts'

export interface FileEntry {
  caseId: string
  seq: number
  /** Whole seconds. */
  at: number
  type: string
  command: string
  key: string
  note: string
  input: Record<string, unknown>
}

/** A letter as the records have it, with the mail it went out in. */
export interface LetterRow {
  /** What it is about and to which role, as the expectation names it. */
  thing: string
  /** That, and to whom. */
  key: string
  messageId: string | null
  name: string
  address: string
}

/** A mail that the mail server has acknowledged, or was about to: one for each time. */
export interface Arrival {
  messageId: string
  at: number
}

/** What is there when all is over: in the records, in Temporal, and at the mail server. */
export interface Evidence {
  cases: { id: string; status: string; seq: number }[]
  file: FileEntry[]
  deadlines: { caseId: string; key: string; status: string }[]
  letters: LetterRow[]
  arrivals: Arrival[]
  /** Ids of the workflows that run, cases and procedures. */
  running: Set<string>
  /** Cases that went on in a new run, once or more. */
  wentOn: number
  /** Mails that wait to be sent. */
  waiting: number
}

/** Reads the evidence past every part of the service but the database and Temporal themselves. */
export async function readEvidence(dataDir: string, temporalPort: string): Promise<Evidence> {
  const records = connectRecords(databaseUrl(listenIn(join(dataDir, 'run'))), 1)
  try {
    return {
      ...(await readRecords(records)),
      ...(await readWorkflows(temporalPort)),
      arrivals: await readArrivals(join(dataDir, 'inbox')),
    }
  } finally {
    await records.destroy()
  }
}

async function readRecords(records: Records) {
  const cases = await records.selectFrom('cases').select(['id', 'status', 'seq']).execute()
  const file = await records.selectFrom('case_file').selectAll().orderBy('case_id').orderBy('seq').execute()
  const deadlines = await records.selectFrom('deadlines').select(['case_id', 'key', 'status']).execute()
  const letters = await records
    .selectFrom('letters')
    .leftJoin('mails', 'mails.id', 'letters.mail_id')
    .select(['letters.key', 'letters.body', 'letters.person', 'letters.address', 'mails.message_id', 'mails.status'])
    .execute()
  return {
    cases,
    file: file.map(entryOf),
    deadlines: deadlines.map(({ case_id, key, status }) => ({ caseId: case_id, key, status })),
    letters: letters.map((row) => ({
      thing: thingOf(row.body),
      key: row.key,
      messageId: row.message_id,
      name: row.person ?? '',
      address: row.address ?? '',
    })),
    waiting: letters.filter((row) => row.status !== 'sent').length,
  }
}

function entryOf(row: { case_id: string; seq: number; at: Date; type: string; body: Record<string, unknown> }) {
  const input = (row.body['input'] ?? {}) as Record<string, unknown>
  return {
    caseId: row.case_id,
    seq: row.seq,
    at: Math.floor(row.at.getTime() / 1_000),
    type: row.type,
    command: String(row.body['command'] ?? ''),
    key: String(row.body['key'] ?? ''),
    note: String(input['note'] ?? input['summary'] ?? ''),
    input,
  }
}

interface WrittenLetter {
  key: string
  letter: string
  to: string
  entry: number
  statutory: boolean
  rung?: unknown
  deadlines: { key: string }[]
}

/** The words by which the expectation names a letter. */
function thingOf(body: Record<string, unknown>): string {
  const { letter, card } = body as unknown as { letter: WrittenLetter; card: { caseId: string } }
  if (letter.rung) return letter.key
  const about = letter.letter === 'now-owed' && letter.statutory ? `/${letter.deadlines[0]?.key}` : ''
  return `${card.caseId}/entry ${letter.entry}/${letter.letter}/${letter.to}${about}`
}

async function readWorkflows(port: string) {
  const connection = await Connection.connect({ address: `127.0.0.1:${port}` })
  try {
    const running = new Set<string>()
    let wentOn = 0
    for await (const one of new Client({ connection }).workflow.list()) {
      if (one.status.name === 'RUNNING') running.add(one.workflowId)
      if (one.status.name === 'CONTINUED_AS_NEW') wentOn += 1
    }
    return { running, wentOn }
  } finally {
    await connection.close()
  }
}

/** The inbox writes each mail to a file of its own before it acknowledges it: those files outlive it. */
async function readArrivals(folder: string): Promise<Arrival[]> {
  const mailbox = await openMailbox(folder)
  return mailbox.list().map(({ id, headers }) => ({
    messageId: headers['message-id'] ?? '',
    at: statSync(join(folder, `${id}.eml`)).mtimeMs,
  }))
}
