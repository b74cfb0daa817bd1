import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCalendar } from '../../calendar/school-year.ts'
import { shippedBankHolidays, shippedTerms } from '../../calendar/shipped.ts'
import { blankCase } from '../../cases/blank-case.ts'
import { readCommand, sentenceOf } from '../../cases/commands.ts'
import { decide } from '../../cases/decide.ts'
import type { CaseEvent } from '../../cases/events.ts'
import type { Letter } from '../../cases/letters.ts'
import { carriedOn, caseOnPaper } from '../../cases/on-paper.ts'
import { Refusal } from '../../cases/refusal.ts'
import { readPolicy } from '../../policies/policies.ts'
import type { Policy } from '../../policies/policy.ts'

const documents = join(import.meta.dirname, '../scenarios/policies')
export const edition = (name: string, change = (text: string) => text): Policy =>
  readPolicy(change(readFileSync(join(documents, `westmere-${name}.yaml`), 'utf8')), name)
export const [first, second] = [edition('2024'), edition('2026')]

/** A case at focused support since 5 January 2026, under the first edition. */
export function focusedCase() {
  const school = { urn: '900070', name: 'Lakeside', phase: 'primary', district: null, denomination: null } as const
  const facts = { authority: 'westmere', bankHolidays: shippedBankHolidays(), terms: shippedTerms() }
  const calendar = createCalendar({ ...facts, oneWeekHalfTermIsLong: false })
  const paper = caseOnPaper(first, calendar, blankCase(first, school, 'westmere-900070-1'))
  const events: CaseEvent[] = []
  const letters: Letter[] = []
  const keep = (brought: { events: CaseEvent[]; letters: Letter[] }) => {
    events.push(...brought.events)
    letters.push(...brought.letters)
  }
  const one = {
    paper,
    calendar,
    events,
    letters,
    passTo: (day: string) => {
      for (const brought of carriedOn(paper, Date.parse(`${day}T00:00:00Z`))) keep(brought)
    },
    give(day: string, name: string, input: object, policy?: Policy) {
      one.passTo(day)
      const read = readCommand(name, input)
      if (!read.ok) throw new Refusal(sentenceOf(read.faults), 'input')
      const by = { role: 'lead-adviser', personId: 'lead-adviser' }
      const at = `${day}T10:00:00+00:00`
      keep(paper.turn(at, 'command', by, (turn) => decide(turn, read.command, policy ? { policy } : {})))
    },
    adopt: (day: string, policy: Policy | undefined, name = policy?.edition ?? '2030') =>
      one.give(day, 'adoptPolicy', { edition: name, reason: 'The governors asked for it' }, policy),
    of: (type: string, deadline: string) => events.filter((each) => each.type === type && each.deadline === deadline),
    owed: (id: string) => paper.state().deadlines.find((each) => each.id === id),
  }
  const opening = { authority: 'westmere', school: '900070', level: 'focused', reasons: ['results'], summary: 's' }
  one.give('2026-01-05', 'openCase', opening)
  return one
}
