import type { Records } from '../records/database.ts'
import { untoldChanges } from '../records/openings.ts'
import type { ApiParts } from './parts.ts'

type Teller = Pick<ApiParts, 'records' | 'cases' | 'log'>

const underWay = new WeakMap<Records, Promise<boolean>>()

/** Tells running cases of every change of the calendar that they have not heard of; whether all were told. */
export function tellCases(teller: Teller): Promise<boolean> {
  const before = underWay.get(teller.records) ?? Promise.resolve(true)
  const telling = before.then(() => tell(teller))
  underWay.set(teller.records, telling)
  return telling
}

async function tell({ records, cases, log }: Teller): Promise<boolean> {
  try {
    for (const change of await untoldChanges(records)) await cases.calendarChanged(change)
    return true
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'running cases not told of the calendar yet')
    return false
  }
}
