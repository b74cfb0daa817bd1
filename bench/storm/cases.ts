import type { Client } from '@temporalio/client'
import type { Policy } from '../../policies/policy.ts'
import { recordTurns } from '../../records/case-file.ts'
import type { Records } from '../../records/database.ts'
import { putPerson } from '../../records/people.ts'
import { startCase } from '../../workflows/starting.ts'
import { benchSchool, openOnPaper, type PaperCase } from '../paper-case.ts'
import { forEach } from '../patience.ts'

const startsAtOnce = 20

/** More would be more parameters than a statement takes. */
const recordedAtOnce = 200

/** Puts the one on record who is told of everything. */
export async function putHeadOfSid(records: Records, { authority }: Policy): Promise<void> {
  await putPerson(records, {
    id: 'head-of-sid',
    name: 'Head Example',
    email: 'head-of-sid@bench.example',
    authority,
    roles: [{ role: 'head-of-sid', from: '2000-01-01', to: null, district: null, school: null }],
    away: [],
  })
}

export interface Opened {
  level: string
  count: number
  firstNumber: number
  openedAt: number
}

/** Cases that were opened at one moment: on record, and each waiting in its workflow for what comes next. */
export async function startCases(
  { client, records }: { client: Client; records: Records },
  policy: Policy,
  { level, count, firstNumber, openedAt }: Opened,
): Promise<void> {
  const open = openOnPaper(policy, level, openedAt)
  const cases = Array.from({ length: count }, (_, index) => open(benchSchool(firstNumber + index)))
  for (let from = 0; from < count; from += recordedAtOnce)
    await putOnRecord(records, cases.slice(from, from + recordedAtOnce))
  await forEach(cases, startsAtOnce, ({ state }) => {
    const { caseId, kind, school } = state
    return startCase(client, { caseId, kind, school, state, policy, carried: { sent: [], errands: [] } })
  })
}

async function putOnRecord(records: Records, cases: PaperCase[]): Promise<void> {
  await records.transaction().execute(async (trx) => {
    const schools = cases.map(({ state }) => ({ ...state.school, authority: state.authority }))
    await trx.insertInto('schools').values(schools).execute()
    const rows = cases.map(({ state: { caseId, authority, school } }) => ({
      id: caseId,
      authority,
      urn: school.urn,
      number: 1,
      status: 'opening',
      school_name: school.name,
    }))
    await trx.insertInto('cases').values(rows).execute()
    await trx
      .insertInto('case_urns')
      .values(rows.map(({ urn, id }) => ({ urn, case_id: id })))
      .execute()
    await recordTurns(
      trx,
      cases.map((one) => one.turn),
    )
  })
}
