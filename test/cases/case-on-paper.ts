import { londonInstant } from '../../calendar/london.ts'
import { createCalendar } from '../../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../../calendar/shipped.ts'
import { blankCase } from '../../cases/blank-case.ts'
import { readCommand, sentenceOf } from '../../cases/commands.ts'
import { decide } from '../../cases/decide.ts'
import type { LookedUp } from '../../cases/duties.ts'
import type { CaseEvent } from '../../cases/events.ts'
import type { Letter } from '../../cases/letters.ts'
import { carriedOn, caseOnPaper as onPaper, type Brought } from '../../cases/on-paper.ts'
import { mayGive } from '../../cases/permissions.ts'
import { Refusal } from '../../cases/refusal.ts'
import type { School } from '../../cases/state.ts'
import { loadPolicies } from '../../policies/policies.ts'

const policies = loadPolicies()
export const staffordshire = [...policies.values()].find((one) => one.authority === 'staffordshire')!
const calendar = createCalendar({
  authority: 'staffordshire',
  bankHolidays: shippedBankHolidays(),
  terms: shippedTerms(),
  oneWeekHalfTermIsLong: false,
})
const school: School = { urn: '900001', name: 'Ashfield', phase: 'primary', district: null, denomination: null }

/**
 * A case as its rules alone have it, with the real policy and calendar but no server, database or post: for tables of refusals
 * that are too long for a story. A day may carry a time (`2025-03-03T10:00`).
 */
export function caseOnPaper(own: Partial<School> = {}) {
  const played = onPaper(
    staffordshire,
    calendar,
    blankCase(staffordshire, { ...school, ...own }, 'staffordshire-900001-1'),
  )
  const { state } = played
  const events: CaseEvent[] = []
  const letters: Letter[] = []

  function keep(brought: Brought): string[] {
    events.push(...brought.events)
    letters.push(...brought.letters)
    return brought.warnings
  }

  const at = (when: string) => {
    const [day = '', time = '09:00'] = when.split('T')
    return new Date(londonInstant(day, time)).toISOString().replace('.000Z', '+00:00')
  }

  function passTo(when: string): void {
    for (const brought of carriedOn(played, Date.parse(at(when)))) keep(brought)
  }

  const paper = {
    state,
    events,
    letters,
    passTo,
    /** Gives a command and returns its warnings; throws a Refusal and changes nothing where it is refused. */
    give(when: string, role: string, name: string, input: unknown = {}, looked: LookedUp = {}): string[] {
      passTo(when)
      const read = readCommand(name, input)
      if (!read.ok) throw new Refusal(sentenceOf(read.faults), 'input')
      const allowance = mayGive(
        staffordshire,
        name === 'openCase' ? null : state(),
        read.command,
        role,
        state().school.phase,
      )
      if (!allowance.allowed) throw new Refusal(allowance.sentence, 'access')
      const moment = `${when.slice(0, 10)}T${when.slice(11) || '09:00'}:00+00:00`
      return keep(
        played.turn(moment, 'command', { role, personId: role }, (turn) =>
          decide(turn, read.command, { ...lookedUp(name, input as Record<string, unknown>), ...looked }),
        ),
      )
    },
    /** How a command is refused; fails where it is not, or where the refusal changed anything. */
    refused(when: string, role: string, name: string, input: unknown = {}, looked: LookedUp = {}): Refusal {
      passTo(when)
      const before = JSON.stringify([state(), events, letters])
      try {
        paper.give(when, role, name, input, looked)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        if (JSON.stringify([state(), events, letters]) !== before)
          throw new Error(`The refusal of ${name} changed the case`, { cause: error })
        return error
      }
      throw new Error(`${name} was not refused`)
    },
    /** The sentence with which it is refused. */
    refusal: (when: string, role: string, name: string, input: unknown = {}, looked: LookedUp = {}): string =>
      paper.refused(when, role, name, input, looked).message,
    owed: (id: string) => state().deadlines.filter((one) => one.id === id),
    /** The number of the newest entry of a command. */
    entry: (command: string) => events.findLast((one) => one.type === 'command' && one.command === command)?.seq ?? 0,
    of: (type: string, deadline?: string) =>
      events.filter((one) => one.type === type && (deadline === undefined || one.deadline === deadline)),
  }

  function lookedUp(name: string, input: Record<string, unknown>): LookedUp {
    if (name === 'assignOfficer')
      return input.person === 'nobody' ? {} : { person: { id: 'p', name: 'P', ofSchool: false } }
    if (name === 'acknowledgeReceipt') {
      const letter = letters.findLast((one) => one.key === input.letter || one.letter === input.letter)
      return letter ? { letter: onRecord(letter) } : {}
    }
    if (name !== 'correctEntry') return {}
    const found = events.find((one) => one.type === 'command' && one.seq === input.entry)
    if (!found) return {}
    const corrections = events.filter((one) => {
      const given = one.input as { entry?: number } | undefined
      return one.command === 'correctEntry' && given?.entry === input.entry
    })
    const corrected = corrections.map((one) => (one.input as { input: object }).input)
    const told = [...new Set(letters.filter((one) => one.entry === found.seq).map((one) => one.to))]
    const merged = Object.assign({}, found.input as Record<string, unknown>, ...corrected) as Record<string, unknown>
    return { entry: { seq: found.seq, command: String(found.command), input: merged, told } }
  }

  /** As the records would have it. */
  function onRecord({ key, letter, to, at: writtenAt, deadline }: Letter): NonNullable<LookedUp['letter']> {
    const receipt = events.find((one) => one.type === 'receipt-acknowledged' && one.letter === key)
    const acknowledgedOn = receipt ? String(receipt.receivedOn) : null
    const writtenOn = writtenAt.slice(0, 10)
    return { key, letter, subject: null, to, person: to, address: null, writtenOn, deadline, acknowledgedOn }
  }

  return paper
}

export type CaseOnPaper = ReturnType<typeof caseOnPaper>
