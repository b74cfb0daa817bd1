import { londonInstant, formatLondon } from '../../calendar/london.ts'
import { createCalendar } from '../../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../../calendar/shipped.ts'
import { blankCase } from '../../cases/blank-case.ts'
import { readCommand, sentenceOf } from '../../cases/commands.ts'
import { decide } from '../../cases/decide.ts'
import type { LookedUp } from '../../cases/duties.ts'
import type { CaseEvent } from '../../cases/events.ts'
import type { Letter } from '../../cases/letters.ts'
import { carriedOn, caseOnPaper, type Brought } from '../../cases/on-paper.ts'
import { mayGive } from '../../cases/permissions.ts'
import { Refusal } from '../../cases/refusal.ts'
import type { School } from '../../cases/state.ts'
import { hearOfCase, type CaseNews } from '../../cases/year.ts'
import type { Policy } from '../../policies/policy.ts'
import { policyFor, type CaseKind } from '../../policies/year.ts'
import { loadPolicies } from '../../policies/policies.ts'

const policies = loadPolicies()

/** A year, or a case at its lowest level, carried on by its rules alone, with the real policy and calendar of an authority. */
export function yearOnPaper(of: string | Policy, kind: CaseKind, began: string, own: Partial<School> = {}) {
  const whole = typeof of === 'string' ? policies.get(of) : of
  if (!whole) throw new Error(`There is no policy of ${String(of)}`)
  const { authority } = whole
  const policy = policyFor(whole, kind)
  const calendar = createCalendar({
    authority,
    bankHolidays: shippedBankHolidays(),
    terms: shippedTerms(),
    oneWeekHalfTermIsLong: policy.calendar.oneWeekHalfTermIsLong,
  })
  const school: School = {
    urn: '900001',
    name: 'Ashfield Primary School',
    phase: 'primary',
    district: whole.districts[0] ?? null,
    denomination: null,
    ...own,
  }
  const paper = caseOnPaper(policy, calendar, blankCase(policy, school, `${authority}-900001-year`, kind))
  const events: CaseEvent[] = []
  const letters: Letter[] = []
  const instant = (when: string) => londonInstant(when.slice(0, 10), when.slice(11) || '09:00')
  const keep = (brought: Brought) => {
    events.push(...brought.events)
    letters.push(...brought.letters)
    return brought
  }

  function passTo(when: string): void {
    for (const brought of carriedOn(paper, instant(when))) keep(brought)
  }

  const year = {
    events,
    letters,
    passTo,
    state: () => paper.state(),
    give(when: string, role: string, name: string, input: unknown = {}, looked: LookedUp = {}): string[] {
      passTo(when)
      const read = readCommand(name, input)
      if (!read.ok) throw new Refusal(sentenceOf(read.faults), 'input')
      const { command } = read
      const allowance = mayGive(policy, paper.state(), command, role, school.phase)
      if (!allowance.allowed) throw new Refusal(allowance.sentence, 'access')
      const by = { role, personId: role }
      return keep(paper.turn(formatLondon(instant(when)), 'command', by, (turn) => decide(turn, command, looked)))
        .warnings
    },
    refusal(when: string, role: string, name: string, input: unknown = {}): string {
      try {
        year.give(when, role, name, input)
      } catch (error) {
        if (error instanceof Refusal) return error.message
        throw error
      }
      throw new Error(`${name} was not refused`)
    },
    hear(when: string, news: CaseNews): void {
      passTo(when)
      keep(paper.turn(formatLondon(instant(when)), 'moment', null, (turn) => hearOfCase(turn, news)))
    },
    owed: (id: string) => paper.state().deadlines.filter((one) => one.id === id),
    of: (type: string, deadline?: string) =>
      events.filter((one) => one.type === type && (deadline === undefined || one.deadline === deadline)),
    dues: (type: string, deadline: string) => year.of(type, deadline).map((one) => one.due),
  }
  const isCase = kind === 'intervention'
  const concern = { school: '900001', level: policy.levels[0]?.id, reasons: ['low-progress'], summary: 'Slow' }
  const opening = readCommand(isCase ? 'openCase' : 'openYear', { authority, ...(isCase && concern) })
  if (!opening.ok) throw new Error(sentenceOf(opening.faults))
  const by = { role: 'administrator', personId: null }
  const cause = isCase ? 'command' : 'moment'
  keep(paper.turn(formatLondon(instant(began)), cause, by, (turn) => decide(turn, opening.command)))
  return year
}
