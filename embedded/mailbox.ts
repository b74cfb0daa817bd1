import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime, { type Address, type Email } from 'postal-mime'

/** What is told of a mail that has arrived. `date` is an ISO instant; header names are in lower case. */
export interface InboxMessage {
  id: string
  from: string
  to: string
  subject: string
  date: string
  headers: Record<string, string>
  text: string
}

export type Mailbox = Awaited<ReturnType<typeof openMailbox>>

/** Keeps mails as numbered files in a folder, or in memory alone when none is given. */
export async function openMailbox(folder?: string) {
  const sources = new Map<string, Buffer>()
  const list: InboxMessage[] = []
  let last = 0

  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith('.eml'))
      .sort()) {
      const id = name.slice(0, -'.eml'.length)
      list.push(summary(id, await PostalMime.parse(readFileSync(join(folder, name)))))
      last = Math.max(last, Number(id))
    }
  }

  return {
    /** Oldest first. */
    list: (): readonly InboxMessage[] => list,
    async source(id: string): Promise<Buffer | undefined> {
      if (!list.some((message) => message.id === id)) return undefined
      return folder === undefined ? sources.get(id) : readFile(join(folder, `${id}.eml`))
    },
    async keep(source: Buffer) {
      const id = String(++last).padStart(7, '0')
      if (folder === undefined) sources.set(id, source)
      else await writeWhole(join(folder, `${id}.eml`), source)
      list.push(summary(id, await PostalMime.parse(source)))
    },
  }
}

async function writeWhole(file: string, content: Buffer) {
  await writeFile(`${file}.part`, content, { mode: 0o600 })
  await rename(`${file}.part`, file)
}

function summary(id: string, email: Email): InboxMessage {
  return {
    id,
    from: addresses(email.from && [email.from]),
    to: addresses(email.to),
    subject: email.subject ?? '',
    date: email.date ?? '',
    headers: Object.fromEntries(email.headers.map(({ key, value }) => [key, value])),
    text: email.text ?? '',
  }
}

function addresses(list: Address[] = []): string {
  return list.flatMap((entry) => entry.group?.map(({ address }) => address) ?? [entry.address]).join(', ')
}
