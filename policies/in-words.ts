import { formatDay } from '../calendar/day.ts'
import type { ClockRule, DeadlineRule, Ladder, Level, Occasion, Policy, Promised, Regime, Rung } from './policy.ts'
import type { Rhythm } from './rhythms.ts'

export const titleOfRole = (policy: Policy, role: string): string => policy.roles[role]?.title ?? role

/** ‘a, b and c’. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? 'nobody'
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

const many = (count: number, one: string): string => `${count} ${one}${Math.abs(count) === 1 ? '' : 's'}`

const either = (words: readonly string[]): string => words.join(' or ')

/** How long there is, as people say it. */
export function clockInWords(clock: ClockRule): string {
  switch (clock.kind) {
    case 'working-days':
      return many(clock.days, 'working day')
    case 'school-working-days':
      return `${many(clock.days, 'working day')} outside longer school holidays (LAW-10)`
    case 'months':
      return many(clock.months, 'month')
    case 'minutes':
      return `${many(clock.minutes, 'minute')} (a rehearsal)`
    case 'end-of-weeks':
      return clock.weeks === 1
        ? 'by the last school day of the week'
        : `by the last school day of ${many(clock.weeks, 'week')} of school`
    case 'end-of-half-term':
      return 'by the last school day of the half term'
    case 'end-of-term':
      return 'by the last school day of the term'
    case 'end-of-nth-term':
      return `by the end of term number ${clock.terms}`
    case 'agreed-day':
      return 'by the day that was agreed'
    case 'none':
      return 'no day: it waits on an outside decision'
  }
}

const rhythmWords: Record<Rhythm, string> = {
  week: 'each week of school',
  fortnight: 'every two weeks of school',
  'half-term': 'each half term',
  term: 'each term',
  autumn: 'each autumn term',
  spring: 'each spring term',
  summer: 'each summer term',
}

export function rhythmInWords({ recurs, byAgreement = [] }: Pick<DeadlineRule, 'recurs' | 'byAgreement'>): string {
  const agreed = byAgreement.filter((one) => one !== recurs).map((one) => rhythmWords[one])
  return `${recurs ? rhythmWords[recurs] : 'once'}${agreed.length ? `, or as is agreed ${agreed.join(' or ')}` : ''}`
}

const occasionWords: Record<Occasion, string> = {
  'agenda-agreed': 'an improvement agenda is agreed',
  'report-received': 'Ofsted’s report is received',
  'urgent-notice-received': 'the notice that the case is urgent is received',
  'notice-requested': 'a warning notice is requested',
  'notice-approved': 'the warning notice is approved',
  'notice-issued': 'the warning notice is given',
  'notice-answered': 'the warning notice is answered',
  'notice-appealed': 'representations are made against the warning notice',
  'notice-confirmed': 'the warning notice is confirmed',
  'notice-period-ended': 'the period of the warning notice has ended',
  'compliance-period-ended': 'the period for complying has ended',
  'category-recommended': 'a category is recommended',
  'category-agreed': 'the category is agreed',
  'category-challenged': 'the school challenges its category',
  'case-wanted': 'the school’s category asks for a case',
  'judgement-too-harsh': 'Ofsted’s judgement is harsher than the authority’s own evidence',
  'judgement-too-generous': 'Ofsted’s judgement is more generous than the authority’s own evidence',
  'extension-requested': 'more time is asked for',
}

/** When it is owed: at which levels, in which categories, on what. */
export function opensInWords(policy: Policy, { opens, recurs, byAgreement }: DeadlineRule): string {
  const levelName = (id: string) => policy.levels.find((one) => one.id === id)?.name ?? id
  const parts = [
    ...(opens.always ? ['always'] : []),
    ...(opens.atLevel?.length ? [`at ${listed(opens.atLevel.map(levelName))}`] : []),
    ...(opens.inCategory?.length
      ? [`while Ofsted’s judgement is ${either(opens.inCategory.map((id) => policy.categories[id]?.title ?? id))}`]
      : []),
    ...(opens.on ?? []).map((on) => `when ${occasionWords[on]}`),
  ]
  return `${parts.join(', or ')}${recurs ? `; ${rhythmInWords({ recurs, byAgreement })}` : ''}`
}

function rungWhen({ offset, every }: Pick<Rung, 'offset' | 'every'>): string {
  const days = many(Math.abs(offset), 'working day')
  const when = offset < 0 ? `${days} before` : offset === 0 ? 'on the day' : `${days} after`
  return every === undefined ? when : `${when}, and every ${every} again`
}

const toWords = (policy: Policy, to: readonly string[]): string =>
  listed(
    to.map((role) =>
      role === 'owner' ? 'whoever owes it' : role === 'line-manager' ? 'their line manager' : titleOfRole(policy, role),
    ),
  )

/** A rung in a sentence: who hears, when, how. */
export const rungInWords = (policy: Policy, rung: Rung): string =>
  `${rungWhen(rung)}: ${rung.kind} to ${toWords(policy, rung.to)}`

/** Who hears of what is owed, rung by rung. */
export function ladderInWords(policy: Policy, { rungs, look }: Ladder): string[] {
  const looks = look ? [`a look every ${many(look.every, 'working day')}: ${toWords(policy, look.to)}`] : []
  return [...rungs.map((rung) => rungInWords(policy, rung)), ...looks]
}

/** A command, with what its input must say. */
export function actInWords({
  command,
  where = {},
}: {
  command: string
  where?: Record<string, string> | undefined
}): string {
  const said = Object.entries(where).map(([field, value]) => `${field}: ${value}`)
  return `${command}${said.length ? ` (${said.join(', ')})` : ''}`
}

/** By which commands it is met. */
export const metByInWords = ({ metBy }: DeadlineRule): string =>
  metBy.map((one) => `${actInWords(one)}${one.by ? ` by the ${one.by}` : ''}`).join(' or ')

/** Who may give a command. */
export function permissionInWords(
  policy: Policy,
  { andUp, roles = [], school }: Policy['permissions'][string],
): string {
  const who = [
    ...(andUp ? [`${titleOfRole(policy, andUp)} and their line managers`] : []),
    ...roles.map((role) => titleOfRole(policy, role)),
    ...(school ? ['the school’s own roles'] : []),
  ]
  return listed(who)
}

export const regimeInWords = ({ law, from, to, period, appeal }: Regime): string =>
  `${law}, notices given from ${formatDay(from)}${to ? ` to ${formatDay(to)}` : ''}: ${period.statedInNotice ? 'the period that the notice states, else ' : ''}${many(period.workingDays, 'working day')}; ${appeal ? 'with' : 'without'} representations to the Chief Inspector`

/** How far ahead the school is told of what. */
export function promiseInWords(policy: Policy, { title, ahead, to, before, unlessInCategory }: Promised): string {
  const unless = unlessInCategory.map((id) => policy.categories[id]?.title ?? id)
  const who = listed(to.map((role) => titleOfRole(policy, role)))
  return `${title} (${listed(before.map(actInWords))}): ${who} told ${many(ahead, 'working day')} ahead${unless.length ? `, but not while Ofsted’s judgement is ${either(unless)}` : ''}`
}

/** What a level is, whether it counts as intervention, and the support it brings. */
export function levelInWords({ name, summary, intervention, support }: Level): string {
  const more = [...(support ? [`${support} support`] : []), ...(intervention ? ['counts as intervention'] : [])]
  return [summary || name, ...more].join('; ')
}

/** A role with its line manager and whoever stands in. */
export function roleInWords(
  policy: Policy,
  id: string,
  { title, lineManager, standIn }: Policy['roles'][string],
): string {
  const managed = lineManager ? `, line manager: ${titleOfRole(policy, lineManager)}` : ''
  const standIns = standInInWords(policy, standIn)
  return `${title} (${id})${managed}${standIns ? `, stand-in: ${standIns}` : ''}`
}

export function standInInWords(policy: Policy, standIn: Policy['roles'][string]['standIn']): string {
  if (!standIn) return ''
  if (typeof standIn === 'string') return titleOfRole(policy, standIn)
  const byRole = Map.groupBy(Object.entries(standIn), ([, role]) => role)
  return [...byRole]
    .map(([role, phases]) => `${titleOfRole(policy, role)} (${phases.map(([phase]) => phase).join(', ')})`)
    .join(', ')
}

export const groundInWords = (id: string, { title, inAct }: Policy['grounds'][string]): string =>
  `ground ${id}: ${title}${inAct ? '' : ' (not in the Act)'}`

export const judgementInWords = (id: string, { title, level }: Policy['categories'][string]): string =>
  `Ofsted’s judgement ${id}: ${title}${level ? `, brings ${level}` : ''}`

export const powerInWords = (
  id: string,
  { title, section, needsConsent, inWindowOnly }: Policy['powers'][string],
): string =>
  `power ${id}: ${title} (${section})${needsConsent ? ', with consent' : ''}${inWindowOnly ? ', in the window only' : ''}`

/** Who is told on what, with which letter: a sentence for each role. */
export const tellsInWords = (policy: Policy): { on: string; sentence: string }[] =>
  policy.tells.flatMap(({ on, letter, kind, to, onlyIf, rule, statutory }) =>
    (to.length ? to.map((role) => `the ${titleOfRole(policy, role)}`) : ['those whom the command names']).map(
      (who) => ({
        on,
        sentence: `${who}, on ${on.replaceAll('-', ' ')}, with the ${statutory ? 'statutory ' : ''}${kind} “${letter.replaceAll('-', ' ')}”${onlyIf ? `, where there is a ${onlyIf}` : ''}${rule ? ` (${rule})` : ''}`,
      }),
    ),
  )

/** What each setting of the calendar decides. */
export const settingWords: Record<keyof Policy['calendar'], string> = {
  oneWeekHalfTermIsLong: 'whether a one-week half term is longer than a week (LAW-10)',
  statementAnchor: 'the day of the report that starts the statement’s clock (LAW-10)',
  firstTerm: 'whether the first term counts (TERM-2)',
}
