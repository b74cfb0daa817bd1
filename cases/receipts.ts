import { formatDay } from '../calendar/day.ts'
import type { Input } from './commands.ts'
import type { LookedUp } from './duties.ts'
import { insist } from './refusal.ts'
import { titleOf } from './roles.ts'
import type { Day } from './state.ts'
import { emit, requirePast, type Turn } from './turn.ts'

/** A letter whose receipt is acknowledged, as the records know it. */
export interface LetterOnRecord {
  /** Its key, which ends with the person's id. */
  key: string
  /** Which text. */
  letter: string
  subject: string | null
  to: string
  person: string | null
  address: string | null
  writtenOn: Day
  deadline: string | null
  acknowledgedOn: Day | null
}

/** Evidence of service: a letter was received, when, and by whom it is acknowledged (LAW-14). */
export function acknowledgeReceipt(turn: Turn, input: Input<'acknowledgeReceipt'>, { letter }: LookedUp): void {
  insist(
    letter && (isReader(turn, letter) || !turn.policy.confidential),
    `letter: no letter "${input.letter}" of this case is on record to that role: name it by its key (GET /api/notifications)`,
    'input',
  )
  requireReader(turn, letter)
  insist(
    !letter.acknowledgedOn,
    `The receipt of this letter is on record already: it was received on ${formatDay(letter.acknowledgedOn ?? turn.today)}`,
  )
  const receivedOn = input.receivedOn ?? turn.today
  requirePast(turn, receivedOn, 'receivedOn')
  insist(
    receivedOn >= letter.writtenOn,
    `receivedOn (${formatDay(receivedOn)}) lies before the day the letter was sent (${formatDay(letter.writtenOn)}): correct it (LAW-14)`,
    'input',
  )
  const { key, letter: text, subject, to, person, address, writtenOn: sentOn, deadline } = letter
  emit(turn, 'receipt-acknowledged', {
    rule: 'LAW-14',
    letter: key,
    text,
    subject,
    to,
    person,
    address,
    sentOn,
    receivedOn,
    entry: turn.commandSeq,
    ...(deadline ? { deadline } : {}),
  })
}

/** A school's role, or one outside, speaks for itself alone; the authority may record a slip that came back. */
function isReader({ policy, by }: Turn, { to }: LetterOnRecord): boolean {
  const role = by && policy.roles[by.role]
  return !role || by.role === to || !(role.school || role.outside)
}

/** Where the level is confidential, a letter to somebody else is not even said to be there (DA-4). */
function requireReader(turn: Turn, letter: LetterOnRecord): void {
  insist(
    isReader(turn, letter),
    `The letter went to the ${titleOf(turn.policy, letter.to)}: its receipt is for them to acknowledge`,
    'access',
  )
}

/** Another day of receipt, for the entry that acknowledged it; the old one stays on record beside it. */
export function correctReceipt(turn: Turn, entry: number, { receivedOn }: Input<'acknowledgeReceipt'>): void {
  if (!receivedOn) return
  requirePast(turn, receivedOn, 'receivedOn')
  emit(turn, 'receipt-acknowledged', { rule: 'LAW-14', corrects: entry, receivedOn })
}
