import { addDays } from '../calendar/day.ts'
import { nineOClock } from '../calendar/london.ts'
import type { DeadlineFacts, Letter, MailKind } from '../cases/letters.ts'
import { titleOf } from '../cases/roles.ts'
import type { Policy } from '../policies/policy.ts'
import { policyFor, yearKinds } from '../policies/year.ts'
import type { AddressedLetter } from './mail.ts'
import { sampleFacts } from './sample-facts.ts'

const today = '2025-03-14'
const at = new Date(nineOClock(today)).toISOString()

interface Sample {
  letter: string
  kind: MailKind
  to: string
}

/** The letters that not every policy lists, or none: those of every ladder, and those to the administrator. */
const always: Sample[] = [
  { letter: 'warning-notice-copy', kind: 'notice', to: 'headteacher' },
  { letter: 'now-owed', kind: 'notice', to: 'headteacher' },
  { letter: 'moved', kind: 'notice', to: 'headteacher' },
  { letter: 'suspended', kind: 'notice', to: 'headteacher' },
  { letter: 'policy-adopted', kind: 'notice', to: 'headteacher' },
  { letter: 'corrected', kind: 'notice', to: 'headteacher' },
  { letter: 'reminder', kind: 'reminder', to: 'headteacher' },
  { letter: 'overdue', kind: 'overdue', to: 'headteacher' },
  { letter: 'escalation', kind: 'escalation', to: 'director' },
  { letter: 'unreached', kind: 'notice', to: 'administrator' },
  { letter: 'without-contact', kind: 'notice', to: 'administrator' },
  { letter: 'by-post', kind: 'notice', to: 'administrator' },
  { letter: 'school-replaced', kind: 'notice', to: 'headteacher' },
  { letter: 'extension-requested', kind: 'notice', to: 'director' },
  { letter: 'extension-refused', kind: 'outcome', to: 'headteacher' },
  { letter: 'category-challenged', kind: 'notice', to: 'director' },
  { letter: 'contribution', kind: 'notice', to: 'headteacher' },
  { letter: 'expenditure', kind: 'notice', to: 'director' },
  { letter: 'limit-in-reach', kind: 'notice', to: 'director' },
  { letter: 'challenge-decided', kind: 'outcome', to: 'headteacher' },
  { letter: 'announced', kind: 'notice', to: 'headteacher' },
  { letter: 'not-announced', kind: 'notice', to: 'headteacher' },
]

/** What would say nothing under a policy without deadlines. */
const ofDeadlines = ['now-owed', 'moved', 'suspended', 'reminder', 'overdue', 'escalation']

/** One letter, to an invented person, of every kind that can go out under a policy. */
export function sampleLetters(policy: Policy): AddressedLetter[] {
  const views = [policy, ...yearKinds(policy).map((kind) => policyFor(policy, kind))]
  const told = views
    .flatMap((view) => view.tells)
    .map((tell) => ({ letter: tell.letter, kind: tell.kind, to: tell.to[0] ?? 'director' }))
  const samples = [...told, ...always]
  return samples
    .filter((one, index) => samples.findIndex((other) => other.letter === one.letter) === index)
    .map((one) => sampleLetter(policy, one))
    .filter(({ letter }) => !ofDeadlines.includes(letter.letter) || letter.deadlines.length > 0)
}

/** A letter to an invented holder of its role. */
export function sampleLetter(policy: Policy, { letter, kind, to }: Sample): AddressedLetter {
  const deadlines = sampleDeadlines(policy, letter, to)
  const [only] = deadlines.length === 1 ? deadlines : []
  const rung = ['reminder', 'overdue', 'escalation'].includes(kind)
  const written: Letter = {
    key: `${policy.authority}-900001-1/1/${letter}/${to}`,
    letter,
    kind,
    to,
    at,
    statutory: false,
    gather: rung,
    deadline: only?.id ?? null,
    rule: only?.rule ?? null,
    deadlines,
    facts: sampleFacts(policy, letter),
    entry: 1,
    byPost: false,
    ...(rung && only ? { rung: { deadlineKey: only.key, offset: kind === 'reminder' ? -1 : 1 } } : {}),
  }
  return {
    letter: written,
    case: {
      caseId: `${policy.authority}-900001-1`,
      authority: policy.authority,
      authorityName: policy.name,
      schoolName: 'Ashfield Primary School',
      urn: '900001',
      level: policy.levels[1]?.name ?? '',
      district: policy.districts[0] ?? null,
    },
    policy,
    recipient: { name: 'Jane Doe', address: `${to}@example.org`, role: to, roleTitle: titleOf(policy, to) },
    standsInFor: null,
  }
}

function sampleDeadlines(policy: Policy, letter: string, to: string): DeadlineFacts[] {
  const ids: Record<string, string[]> = {
    'warning-notice': ['warning-notice-response'],
    'notice-confirmed': ['compliance'],
    'notice-requested': ['approve-warning-notice'],
    'notice-approved': ['issue-warning-notice'],
    reminder: ['half-termly-evaluation'],
    overdue: ['name-improvement-coordinator'],
    escalation: ['half-termly-evaluation'],
    moved: ['half-termly-evaluation'],
    suspended: ['half-termly-evaluation'],
    'extension-requested': ['decide-extension'],
    'extension-refused': ['half-termly-evaluation'],
  }
  const level = policy.levels[1]?.id ?? ''
  const owned = policy.deadlines
    .filter((rule) => rule.owner === to && rule.opens.atLevel?.includes(level))
    .map((rule) => rule.id)
  const wanted =
    ids[letter] ?? (['concern', 'level-changed', 'now-owed', 'case-reopened'].includes(letter) ? owned : [])
  const known = wanted.filter((id) => policy.deadlines.some((rule) => rule.id === id))
  const needed = ofDeadlines.includes(letter)
  const chosen = known.length || !needed ? known : policy.deadlines.slice(0, 1).map((rule) => rule.id)
  const days = letter === 'overdue' ? -3 : letter === 'escalation' ? -7 : 21
  return chosen.map((id) => ({ ...sampleDeadline(policy, id, addDays(today, days)), ...stateIn(letter) }))
}

function stateIn(letter: string): Partial<DeadlineFacts> {
  if (letter === 'moved')
    return { movedFrom: addDays(today, 17), reason: 'The term dates were published.', sequence: 2 }
  return letter === 'suspended' ? { status: 'suspended', next: null } : {}
}

/** A deadline of the policy as it might stand on a day. */
export function sampleDeadline(policy: Policy, id: string, due: string): DeadlineFacts {
  const rule = policy.deadlines.find((one) => one.id === id)
  if (!rule) throw new Error(`The policy has no deadline "${id}"`)
  const passed = due < today
  const manager = policy.roles[rule.owner]?.lineManager
  return {
    id,
    key: `${id}#1`,
    title: rule.title,
    rule: rule.rule,
    ruleId: id,
    owner: rule.owner,
    due,
    provisional: rule.recurs === 'half-term',
    why: rule.why,
    counted: '15 working days from the day after Friday 14 March 2025. Not counted: 3 weekends.',
    status: passed ? 'missed' : 'open',
    next: {
      at: new Date(nineOClock(addDays(passed ? today : due, passed ? 3 : -7))).toISOString(),
      to: [rule.owner, ...(passed && manager ? [manager] : [])],
    },
    sequence: 1,
  }
}
