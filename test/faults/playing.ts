import { setTimeout as pause } from 'node:timers/promises'
import type { Call } from './careful-client.ts'
import type { Life, Step } from './lives.ts'

/** A command that was acknowledged: as which entry of the case file. `note` names it among all of the drill. */
export interface Given {
  entry: number
  command: string
  input: Record<string, unknown>
  note: string
}

/** A life as its client knows it. */
export interface Played {
  urn: string
  caseId: string
  given: Given[]
  /** What was refused though the life is allowed, or not answered at all: one sentence each. */
  refused: string[]
}

/** Puts the people and schools of a drill on record. */
export async function prepare(call: Call, lives: Life[]): Promise<void> {
  const put = async (path: string, body: unknown) => {
    const { status, body: answer } = await call('administrator', 'PUT', path, body)
    if (status >= 300) throw new Error(`PUT ${path}: ${status} ${JSON.stringify(answer)}`)
  }
  for (const role of ['dsim', 'head-of-sid', 'director', 'sip', 'administrator']) {
    const person = { name: `${role} Example`, email: `${role}@drill.example`, away: [] }
    await put(`/api/people/drill-${role}`, { ...person, authority: 'drill', roles: [{ role, from: '2007-04-01' }] })
  }
  for (const { urn } of lives)
    await put(`/api/schools/${urn}`, {
      name: `Drill School ${urn}`,
      authority: 'drill',
      phase: 'primary',
      district: 'north',
      headteacher: { name: `Head ${urn}`, email: `head@${urn}.example` },
      chairOfGovernors: { name: `Chair ${urn}`, email: `chair@${urn}.example` },
    })
}

/** Lives one life over HTTP, each command under a key of its own. */
export async function play(call: Call, life: Life): Promise<Played> {
  const played: Played = { urn: life.urn, caseId: '', given: [], refused: [] }
  await pause(life.beginsAfter * 1_000)
  const summary = `life ${life.number}`
  const input = { authority: 'drill', school: life.urn, level: life.level, reasons: ['other'], summary }
  const opening = { after: 0, role: 'dsim', command: 'openCase', input }
  const opened = await give(call, '/api/cases', opening, summary, played)
  if (!opened) return played
  played.caseId = String(opened['caseId'])
  played.given.push({ entry: 1, command: 'openCase', input, note: summary })
  for (const [index, step] of life.steps.entries()) {
    await pause(step.after * 1_000)
    const note = `life ${life.number} step ${index + 1}`
    const path = `/api/cases/${played.caseId}/commands/${step.command}`
    const noted = { ...step, input: { ...step.input, note } }
    const answer = await give(call, path, noted, note, played)
    if (!answer) return played
    played.given.push({ entry: Number(answer['entry']), command: step.command, input: noted.input, note })
  }
  return played
}

async function give(call: Call, path: string, { role, input }: Step, note: string, played: Played) {
  try {
    const { status, body } = await call(role, 'POST', path, input, note.replaceAll(' ', '-'))
    if (status < 300) return body
    played.refused.push(`${note}: ${path} as ${role}: ${status} ${JSON.stringify(body)}`)
  } catch (error) {
    played.refused.push(`${note}: ${error instanceof Error ? error.message : String(error)}`)
  }
  return undefined
}
