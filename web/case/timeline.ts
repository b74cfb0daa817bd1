import type { EventShown } from '../../api/routes/cases.ts'
import { formatDay } from '../../calendar/day.ts'
import { happeningWords } from '../../notifications/happening-words.ts'
import { capital } from '../../notifications/plain.ts'
import type { Policy } from '../../policies/policy.ts'

/** What happened at one moment: what somebody did, or what time has brought, and what came of it. */
export interface Moment {
  at: string
  when: string
  title: string
  /** The entry of the case file that it begins with. */
  seq: number
  lines: string[]
  own: boolean
}

/** The entries of a case file, the latest first, as moments: each command with what it brought. */
export function momentsOf(policy: Policy, events: readonly EventShown[]): Moment[] {
  const moments: EventShown[][] = []
  for (const event of events.toReversed()) {
    const last = moments.at(-1)
    if (last && event.type !== 'command' && last[0]?.at === event.at) last.push(event)
    else moments.push([event])
  }
  return moments.toReversed().map((together) => momentOf(policy, together))
}

function momentOf(policy: Policy, [first, ...rest]: EventShown[]): Moment {
  const { at = '', seq = 0, type = '' } = first ?? {}
  const isCommand = type === 'command'
  const told = (isCommand ? rest : [...(first ? [first] : []), ...rest])
    .map((one) => capital(plainly(happeningWords(one, policy, ruleIn))))
    .filter(Boolean)
  const [title = 'Something happened', ...lines] =
    isCommand && first ? [plainly(happeningWords(first, policy, ruleIn)), ...told] : told
  return { at, when: whenOf(at), title, seq, lines, own: isCommand }
}

const ruleIn = (rule: unknown): string => (typeof rule === 'string' && /[A-Z]/.test(rule) ? ` (${rule})` : '')

/** The marks are a terminal's. */
const plainly = (line: string): string => line.replace(/^[▸●✓✗!] /, '')

/** 'Friday 4 April 2025 at 10:30'; midnight is when a day passes. */
function whenOf(at: string): string {
  const time = at.slice(11, 16)
  return `${formatDay(at.slice(0, 10))}${time === '00:00' ? ', at its first moment' : ` at ${time}`}`
}
