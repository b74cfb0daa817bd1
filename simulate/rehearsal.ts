import { join } from 'node:path'
import type * as z from 'zod'
import { tokensIn } from '../access/tokens.ts'
import type { AnnouncedMail, forecastSchema } from '../api/ahead-schemas.ts'
import { formatDay } from '../calendar/day.ts'
import { environmentOrExit } from '../config/environment.ts'
import { theRole } from '../notifications/role-words.ts'
import type { Policy } from '../policies/policy.ts'
import type { Happening } from '../records/happening.ts'
import { ruleTitles } from './rule-titles.ts'
import { ScenarioFault } from './scenario.ts'
import { stillOwed } from './still-owed.ts'
import { timeline } from './timeline.ts'
import type { Told } from './told.ts'

type Foretold = z.output<typeof forecastSchema>

/** Reads far enough for a service that is busy; it gives up on a worker itself before that. */
const patienceMs = 60_000

/** What will happen in a case of the running service, and the policy in whose words it is told. */
export interface Rehearsal {
  told: Foretold
  policy: Policy
}

/** What will happen in a case of the running service until a day if nobody acts. Throws a ScenarioFault with one sentence. */
export async function rehearse(caseId: string, until: string): Promise<Rehearsal> {
  const told = await read<Foretold>(
    `cases/${encodeURIComponent(caseId)}/forecast?until=${encodeURIComponent(until)}`,
    'happenings',
  )
  return { told, policy: await read<Policy>(`policies/${told.authority}`, 'ladders') }
}

/** Asks the service; `known` is a field by which its answer is told from another program's. */
async function read<T>(path: string, known: string): Promise<T> {
  const { PUBLIC_URL, DATA_DIR } = environmentOrExit()
  const answer = await fetch(`${PUBLIC_URL}/api/${path}`, {
    headers: { authorization: `Bearer ${administratorsToken(DATA_DIR)}` },
    signal: AbortSignal.timeout(patienceMs),
  }).catch(() => {
    throw new ScenarioFault(
      `No service answers at ${PUBLIC_URL}: start it (npm start), or say where it runs (PORT and DATA_DIR, or PUBLIC_URL)`,
    )
  })
  const body: unknown = await answer.json().catch(() => null)
  if (answer.ok && typeof body === 'object' && body !== null && known in body) return body as T
  if (answer.status === 401)
    throw new ScenarioFault(
      `The service at ${PUBLIC_URL} does not know the tokens of ${DATA_DIR}: name its own DATA_DIR`,
    )
  throw new ScenarioFault(detailIn(body) ?? `What answers at ${PUBLIC_URL} is not this service: set PORT or PUBLIC_URL`)
}

/** The same in words: what waits, what will happen, whom no letter will reach, what is owed at the end. */
export function rehearsalInWords({ told, policy }: Rehearsal): string {
  const { school, caseId, until, happenings, waiting, unreached, owed } = told
  const mails = [...waiting, ...happenings].filter(isMail)
  const telling = { policy, school: school.name, told: new Map(mails.map(toldBy)), ruleTitles: ruleTitles() }
  const nobody = unreached.map(
    ({ at, to, letter }) => `  ${formatDay(at.slice(0, 10))}: ${letter} to ${theRole(policy, to)}`,
  )
  const parts = [
    `${school.name} (URN ${school.urn}), case ${caseId}: what happens until ${formatDay(until)} if nobody acts`,
    told.status === 'closed' ? 'The case is closed: nothing happens in it by itself.' : '',
    waiting.length ? `Written already, and waiting to be sent:\n\n${timeline(waiting, telling)}` : '',
    told.status === 'open' && !happenings.length ? 'Nothing happens.' : timeline(happenings, telling),
    nobody.length ? `Nobody holds the role, so these are passed on:\n${nobody.join('\n')}` : '',
    stillOwed(owed, policy, until),
  ]
  return parts.filter(Boolean).join('\n\n')
}

const isMail = (one: Happening): one is AnnouncedMail => one.type === 'mail'

const toldBy = ({ messageId, person, standsInFor, about }: AnnouncedMail): [string, Told] => [
  messageId,
  {
    about: about.flatMap(({ offset, deadlines }) => deadlines.map(({ title, due }) => ({ title, due, offset }))),
    reader: person,
    standsInFor: standsInFor ?? null,
  },
]

function administratorsToken(dataDir: string): string {
  try {
    const token = tokensIn(dataDir)['administrator']
    if (token) return token
  } catch (error) {
    throw new ScenarioFault(error instanceof Error ? error.message : String(error))
  }
  throw new ScenarioFault(
    `There is no token of the administrator in ${join(dataDir, 'tokens.json')}: start the service (npm start), or name the DATA_DIR of the one that runs`,
  )
}

const detailIn = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : undefined
