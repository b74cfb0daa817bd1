import { formatDay } from '../calendar/day.ts'
import type { Happening } from './happenings.ts'

const text = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''))

/** What happened, as lines that a head of service reads: a heading a day, then who did or heard what, and why. */
export function timeline(happenings: Happening[]): string {
  const lines: string[] = []
  let day = ''
  for (const one of happenings) {
    const on = one.at.slice(0, 10)
    if (on !== day) lines.push('', formatDay(on))
    day = on
    lines.push(`  ${one.at.slice(11, 16)}  ${sentence(one)}`)
  }
  return lines.join('\n').trimStart()
}

function sentence(one: Happening): string {
  const due = one.due ? `, due ${formatDay(String(one.due))}` : ''
  const why = one.reason ? `: ${text(one.reason)}` : ''
  const deadline = `${text(one.deadline)} (${text(one.rule)}), owed by ${text(one.owner)}${due}`
  switch (one.type) {
    case 'command':
      return `▸ ${text(one.as)} gives ${text(one.command)}${one.standsInFor ? `, standing in for ${text(one.standsInFor)}` : ''}`
    case 'command-refused':
      return `✗ ${text(one.command)} is refused: ${text(one.error)}`
    case 'case-opened':
      return `● the case is opened at ${text(one.level)}`
    case 'level-changed':
      return `● from ${text(one.from)} to ${text(one.to)}${why}`
    case 'mail':
      return `✉ ${text(one.kind)} to ${text(one.to)} <${text(one.addresses)}>: ${text(one.subject)}`
    case 'deadline-opened':
      return `  opened: ${deadline}`
    case 'deadline-moved':
      return `  moved from ${text(one.from)}: ${deadline}${why}`
    case 'deadline-met':
      return `  met: ${deadline}${why}`
    case 'deadline-missed':
      return `! MISSED: ${deadline}${why}`
    case 'deadline-cancelled':
      return `  cancelled: ${deadline}${why}`
    case 'notice':
      return `● warning notice: ${text(one.event)}`
    default:
      return `  ${one.type.replace('deadline-', '')}: ${one.deadline ? deadline : text(one.reason ?? one.power ?? one.decision)}${one.deadline ? why : ''}`
  }
}

/** What is still owed at the end. */
export function stillOwed(
  owed: { title: string; owner: string; due: string | null; status: string; rule: string }[],
): string {
  if (!owed.length) return 'Nothing is owed at the end.'
  const lines = owed.map(
    (one) =>
      `  ${one.due ? formatDay(one.due) : 'no day'}: ${one.title}, by ${one.owner} (${one.rule})${one.status === 'open' ? '' : `: ${one.status.toUpperCase()}`}`,
  )
  return ['Still owed at the end:', ...lines].join('\n')
}
