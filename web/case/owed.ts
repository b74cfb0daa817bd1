import { answer } from '../../cases/reckoning.ts'
import { rungRoles } from '../../cases/roles.ts'
import type { Calendar } from '../../calendar/calendar.ts'
import type { Day } from '../../calendar/day.ts'
import { formatLondon, londonInstant } from '../../calendar/london.ts'
import { deadlineWords } from '../../notifications/deadline-words.ts'
import { theRole } from '../../notifications/role-words.ts'
import type { DeadlineRule, Policy } from '../../policies/policy.ts'
import type { Offer } from '../../cases/offers.ts'
import type { wholeCase } from '../../api/routes/cases.ts'
import { dueWords } from '../due-words.ts'
import { wordsOf } from '../commands/words.ts'

type Deadline = Awaited<ReturnType<typeof wholeCase>>['deadlines'][number]

export interface Here {
  policy: Policy
  calendar: Calendar
  today: Day
  caseId: string
  /** The roles of whoever looks. */
  roles: string[]
  offers: readonly Offer[]
}

export const isStillOwed = ({ status }: Pick<Deadline, 'status'>): boolean =>
  ['open', 'missed', 'suspended'].includes(status)

/** Something owed, as its card says it: by whom, by when, why that day, what happens next, and what can be done about it. */
export function owedShown(deadline: Deadline, here: Here) {
  const { policy, calendar, today, roles } = here
  const rule = ruleOf(policy, deadline.id)
  const owner = roles.includes(deadline.owner) ? deadline.owner : (roles[0] ?? '')
  const reader = { role: owner, kind: 'notice' as const, standIn: false, at: formatLondon(londonInstant(today)) }
  const facts = {
    ...deadline,
    key: deadline.occurrence,
    ruleId: rule?.id ?? deadline.id,
    // The records keep why it is owed and how its day was counted as one
    why: '',
    counted: deadline.why,
    next: rule ? nextRung(deadline, rule, here) : null,
    sequence: 0,
  }
  const words = deadlineWords(facts, reader, policy)
  return {
    anchor: deadline.occurrence,
    title: deadline.title,
    owner: theRole(policy, deadline.owner),
    own: words.own,
    by: words.by,
    due: dueWords(calendar, deadline, today),
    why: words.own ? words.why : words.why.replace(/ You will be told if it moves\.$/, ''),
    rule: deadline.rule,
    next: words.next,
    statutory: deadline.statutory,
    actions: actionsOn(deadline, rule, here),
  }
}

/** The rule of a deadline in its policy: that of `milestone` for `milestone-1`. */
const ruleOf = (policy: Policy, id: string): DeadlineRule | undefined =>
  policy.deadlines.find((one) => one.id === id) ?? policy.deadlines.find((one) => id.startsWith(`${one.id}-`))

/** Whom the ladder tells next, and when; null where nothing more comes, or its clock runs in minutes. */
function nextRung(deadline: Deadline, rule: DeadlineRule, { policy, calendar, today }: Here) {
  const ladder = policy.ladders[rule.ladder]
  if (!ladder || deadline.status === 'suspended' || rule.clock.kind === 'minutes') return null
  const asOf = formatLondon(londonInstant(today, formatLondon(Date.now()).slice(11, 16)))
  const { due, owner } = deadline
  if (due === null) {
    if (!ladder.look) return null
    const { every, to } = ladder.look
    const look = answer(calendar, policy, { ask: 'look', key: '', from: deadline.openedAt, every, after: asOf })
    return 'at' in look ? { at: look.at, to: rungRoles(policy, owner, to) } : null
  }
  const question = { ask: 'deadline', key: '', clock: rule.clock, from: due, due, ladder, recurs: null, asOf } as const
  const told = answer(calendar, policy, question)
  const [next] = told.ask === 'deadline' ? told.rungs.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)) : []
  return next ? { at: next.at, to: rungRoles(policy, owner, next.to) } : null
}

interface Action {
  text: string
  href: string
  /** It meets what is owed; else it is about its day. */
  meets: boolean
}

const aboutItsDay = [
  'acknowledge',
  'requestExtension',
  'extendDeadline',
  'refuseExtension',
  'suspendDeadline',
  'resumeDeadline',
]

/** For what more time was asked, where that is what is to be decided and it is one thing alone. */
function forWhatMoreTime(rule: DeadlineRule | undefined, offers: readonly Offer[]): Record<string, string> {
  if (!rule?.metBy.some(({ command }) => command === 'refuseExtension')) return {}
  const [only, ...others] = offers.find(({ name }) => name === 'refuseExtension')?.values['deadline'] ?? []
  return only && others.length === 0 ? { deadline: only } : {}
}

/** The commands on offer that meet it, and those about its day. */
function actionsOn(deadline: Deadline, rule: DeadlineRule | undefined, { caseId, offers }: Here): Action[] {
  const address = (name: string, said: Record<string, string>) => {
    const query = new URLSearchParams(said)
    return `/cases/${encodeURIComponent(caseId)}/commands/${name}${query.size ? `?${query}` : ''}`
  }
  const meeting = (rule?.metBy ?? []).flatMap(({ command, where = {} }): Action[] => {
    const offer = offers.find(({ name }) => name === command)
    const fits = offer && Object.entries(where).every(([field, value]) => offer.values[field]?.includes(value) ?? true)
    if (!offer || !fits) return []
    const named: Record<string, string> = offer.values['milestone'] ? { milestone: deadline.id } : {}
    const decided = forWhatMoreTime(rule, offers)
    return [
      { text: wordsOf(offer.name).title, href: address(command, { ...where, ...named, ...decided }), meets: true },
    ]
  })
  const others = offers
    .filter(({ name, values }) => aboutItsDay.includes(name) && values['deadline']?.includes(deadline.occurrence))
    .map(({ name }) => ({
      text: wordsOf(name).title,
      href: address(name, { deadline: deadline.occurrence }),
      meets: false,
    }))
  const seen = new Set<string>()
  return [...meeting, ...others].filter(({ href }) => !seen.has(href) && seen.add(href))
}
