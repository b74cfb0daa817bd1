import { createHash } from 'node:crypto'
import type { Evidence, FileEntry, LetterRow } from './evidence.ts'
import { expectationOf, type Certainty, type Dated, type Expected } from './expectation.ts'
import type { Kill } from './kills.ts'
import type { Played } from './playing.ts'

/** What is wrong, in a sentence each, under the names that the table shows; every list is to be empty. */
export type Faults = Record<(typeof counted)[number], string[]>

/** What is counted, and is to be 0. */
export const counted = [
  'cases lost',
  'commands refused or not answered',
  'commands lost',
  'commands carried out twice',
  'case-file gaps',
  'deadlines lost',
  'deadlines that nobody owed',
  'mails missing',
  'mails that nobody expected',
  'mails with a second Message-ID',
  'repeated mails that no kill explains',
] as const

/** Milliseconds around a kill in which a mail may have been acknowledged and not yet marked, or accepted and not yet acknowledged. */
const windowBefore = 1_000
const windowAfter = 20_000

/** Counts what is there against what the clients know and what the paper says; rungs later than `until` (seconds) are not asked for. */
export function count(lives: Played[], evidence: Evidence, kills: Kill[], until: number): Faults {
  const faults = Object.fromEntries(counted.map((name) => [name, [] as string[]])) as Faults
  for (const life of lives) countLife(life, evidence, until, faults)
  countMails(evidence, kills, faults)
  return faults
}

function countLife({ caseId, given, refused, urn }: Played, evidence: Evidence, until: number, faults: Faults) {
  faults['commands refused or not answered'].push(...refused)
  const file = evidence.file.filter((one) => one.caseId === caseId)
  const row = evidence.cases.find((one) => one.id === caseId)
  if (!row) return void faults['cases lost'].push(`The case of ${urn} (${caseId || 'never opened'}) is not on record`)
  const gaps = file.filter((one, index) => one.seq !== index + 1)
  if (gaps.length || row.seq !== file.length)
    faults['case-file gaps'].push(`${caseId}: ${file.length} entries, and the case is at number ${row.seq}`)
  for (const { note, command } of given) {
    const entries = file.filter((one) => one.type === 'command' && one.note === note && one.command === command)
    if (!entries.length) faults['commands lost'].push(`${caseId}: ${note} (${command})`)
    if (entries.length > 1) faults['commands carried out twice'].push(`${caseId}: ${note} (${command})`)
  }
  const expected = expectationOf(caseId, datedOf(file), until)
  if (row.status !== expected.status || evidence.running.has(caseId) !== (expected.status === 'open'))
    faults['cases lost'].push(
      `${caseId} is ${row.status} on record and ${evidence.running.has(caseId) ? 'runs' : 'does not run'}; it should be ${expected.status}`,
    )
  countDeadlines(caseId, expected, file, evidence, until, faults)
  countLetters(caseId, expected, evidence, until, faults)
}

const datedOf = (file: FileEntry[]): Dated[] =>
  file
    .filter((one) => one.type === 'command')
    .map(({ seq, at, command, input }) => ({ entry: seq, at, command, input }))

function countDeadlines(
  caseId: string,
  expected: Expected,
  file: FileEntry[],
  evidence: Evidence,
  until: number,
  faults: Faults,
) {
  const written = file.filter((one) => one.type.startsWith('deadline-') && one.at <= until)
  const there = written.map((one) => `${one.type} ${one.key} @${one.at}`)
  const { lost, extra } = compared(expected.events, there)
  faults['deadlines lost'].push(...lost.map((one) => `${caseId}: ${one} is not in the case file`))
  faults['deadlines that nobody owed'].push(...extra.map((one) => `${caseId}: ${one} is in the case file`))
  const late = file.some((one) => one.at > until)
  for (const [key, status] of expected.deadlines) {
    const found = evidence.deadlines.find((one) => one.caseId === caseId && one.key === key)?.status
    const passedSince = late && status === 'open' && found === 'missed'
    if (found !== status && !passedSince)
      faults['deadlines lost'].push(`${caseId}: ${key} is ${found ?? 'not'} on record, and should be ${status}`)
  }
}

/** A letter counts where its mail has arrived: the records say in which, the Message-ID proves it. */
function countLetters(caseId: string, expected: Expected, evidence: Evidence, until: number, faults: Faults) {
  const arrived = new Set(evidence.arrivals.map((one) => one.messageId))
  const own = evidence.letters.filter((one) => one.thing.startsWith(`${caseId}/`))
  const later = expectationOf(
    caseId,
    datedOf(evidence.file.filter((one) => one.caseId === caseId)),
    until + 600,
  ).letters
  const there = own.filter((one) => one.messageId && arrived.has(one.messageId)).map((one) => one.thing)
  const { lost } = compared(expected.letters, there)
  const { extra } = compared(later, there)
  faults['mails missing'].push(...lost.map((one) => `${one}: ${whyMissing(own, one)}`))
  faults['mails that nobody expected'].push(...extra)
}

function whyMissing(letters: LetterRow[], thing: string): string {
  const row = letters.find((one) => one.thing === thing)
  if (!row) return 'no letter was written'
  return row.messageId ? 'its mail has not arrived' : 'it is in no mail'
}

/** What must be there and is not, and what is there and may not, or too often. */
function compared(expected: Map<string, Certainty>, there: string[]): { lost: string[]; extra: string[] } {
  const found = new Set(there)
  const lost = [...expected].filter(([one, certainty]) => certainty === 'must' && !found.has(one)).map(([one]) => one)
  const extra = there.filter((one, index) => !expected.has(one) || there.indexOf(one) !== index)
  return { lost, extra }
}

function countMails({ letters, arrivals }: Evidence, kills: Kill[], faults: Faults) {
  const mails = Map.groupBy(
    letters.filter((one) => one.messageId),
    (one) => one.messageId ?? '',
  )
  for (const [messageId, inIt] of mails)
    if (!messageId.includes(digestOf(inIt)))
      faults['mails with a second Message-ID'].push(
        `${messageId} is not derived from ${inIt.map((one) => one.key).join()}`,
      )
  for (const [messageId, copies] of Map.groupBy(arrivals, (one) => one.messageId)) {
    if (!mails.has(messageId))
      faults['mails with a second Message-ID'].push(`${messageId} has arrived, and is in no record`)
    const repeats = copies.toSorted((a, b) => a.at - b.at).slice(0, -1)
    for (const { at } of repeats)
      if (!isExplained(at, kills))
        faults['repeated mails that no kill explains'].push(`${messageId}, first at ${new Date(at).toISOString()}`)
  }
}

/** The one unavoidable window: whoever was to hear of the acceptance, or to say it, was killed around it. */
const isExplained = (at: number, kills: Kill[]): boolean =>
  kills.some(({ part, at: kill }) => part !== 'api' && kill > at - windowBefore && kill < at + windowAfter)

/** What a mail's Message-ID is made of (contract, section 8): what it is about, and to whom. */
function digestOf(letters: LetterRow[]): string {
  const [first] = letters
  const made = [...letters.map((one) => one.key).sort(), first?.name ?? '', first?.address.toLowerCase() ?? '']
  return createHash('sha256').update(JSON.stringify(made)).digest('hex').slice(0, 40)
}
