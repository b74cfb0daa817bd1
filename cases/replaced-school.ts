import { formatDay } from '../calendar/day.ts'
import type { School } from './state.ts'
import { emit, write, type Turn } from './turn.ts'

/** The school is another on record. With a new URN: the case keeps its id and its history; whether it has left the authority's powers is put before persons (LAW-16). */
export function replaceSchool(
  turn: Turn,
  change: { from: string; to: string; on: string; school: School; as?: string | undefined },
): void {
  const { state } = turn
  if (state.school.urn === change.to) {
    state.school = change.school
    return
  }
  state.formerUrns.push(state.school.urn)
  state.school = { ...change.school, urn: change.to }
  const entry = emit(turn, 'command', {
    command: 'replaceSchool',
    as: change.as ?? turn.by?.role ?? 'administrator',
    person: null,
    input: { from: change.from, to: change.to, on: change.on },
  })
  turn.commandSeq = entry.seq
  // The school's case tells it, where there is one: two letters would say the same
  if (state.year?.ofCase) return
  const facts = { from: change.from, to: change.to, on: formatDay(change.on), name: state.school.name }
  for (const role of answering(turn)) write(turn, 'school-replaced', role, { kind: 'notice', facts, rule: 'LAW-16' })
}

/** Who answers for the case or the year, and who decides on closure: the lowest of those who may, by the policy. */
function answering({ policy: { permissions } }: Turn): string[] {
  const answers = permissions['openCase']?.andUp ?? permissions['correctEntry']?.andUp
  return [...new Set([answers, permissions['decideClosure']?.andUp])].filter((role) => role !== undefined)
}
