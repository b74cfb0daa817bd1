import { countedOf, useOf, type Support, type Uses } from '../cases/money.ts'
import type { CaseCard } from '../cases/record.ts'
import type { Capacity, Money } from '../policies/money.ts'
import type { Records } from './database.ts'
import { supportOnRecord, supportRows } from './support.ts'

/** The case in hand, for which it is asked how far the others use what they share. */
type InHand = Pick<CaseCard, 'caseId' | 'authority' | 'school'>

/** How far everything but the case in hand uses the capacities that a support in its period and by its officer counts in (ST-42, DA-5). */
export async function usesBySupport(
  records: Records,
  money: Money,
  card: InHand,
  support: Pick<Support, 'on' | 'until' | 'officer'>,
): Promise<Uses> {
  const counted = countedOf(money, support)
  const wanted = money.capacities.filter(
    (one) => one.counts !== 'schools' && (one.of !== 'officer' || support.officer) && isOf(one, card),
  )
  const uses = await Promise.all(
    wanted.map(async (capacity) => {
      const others = await supportOfOthers(records, card, capacity, counted)
      const used = others.map((support) => useOf(capacity, support, counted))
      return [capacity.id, used.reduce((a, b) => a + b, 0)] as const
    }),
  )
  return Object.fromEntries(uses)
}

/** Where a school belongs to no district, nothing of a district is used. */
const isOf = ({ of }: Capacity, { school }: InHand): boolean => of !== 'district' || school.district !== null

/** The support that may count, of each other case: of the same place or officer, in the year, or before it where streams go on. */
async function supportOfOthers(
  records: Records,
  { caseId, authority, school }: InHand,
  { of, counts }: Capacity,
  { year, period, officer }: ReturnType<typeof countedOf>,
) {
  let rows = supportRows(records).where('cases.authority', '=', authority).where('support.case_id', '<>', caseId)
  if (counts !== 'streams')
    rows = rows.where('support.from_day', '>=', year.from).where('support.from_day', '<', year.until)
  else if (period.until) rows = rows.where('support.from_day', '<=', period.until)
  if (of === 'district') rows = rows.where('cases.district', '=', school.district)
  if (of === 'officer') rows = rows.where('support.officer', '=', officer)
  if (of === 'school')
    rows = rows
      .where('cases.status', '<>', 'closed')
      .where('support.case_id', 'in', (query) =>
        query.selectFrom('case_urns').select('case_id').where('urn', '=', school.urn),
      )
  const byCase = Map.groupBy(await rows.execute(), (row) => row.case_id)
  return [...byCase.values()].map((of) => of.map(supportOnRecord))
}

/** How many other schools cause concern now, by the capacities that count them (ST-42). */
export async function usesBySchools(
  records: Records,
  money: Money,
  { caseId, authority, school }: InHand,
): Promise<Uses> {
  const rows = await records
    .selectFrom('cases')
    .select('district')
    .where('authority', '=', authority)
    .where('kind', '=', 'intervention')
    .where('status', '=', 'open')
    .where('id', '<>', caseId)
    .execute()
  return Object.fromEntries(
    money.capacities
      .filter((one) => one.counts === 'schools')
      .map(({ id, of }) => [id, rows.filter((row) => of !== 'district' || row.district === school.district).length]),
  )
}
