import { beforeAll, describe, expect, it } from 'vitest'
import { faultsAgainstFile } from '../../records/against-the-file.ts'
import { inspectionPack } from '../../records/inspection-pack.ts'
import { addCase, addDeadline, addEvent, addSchool, staffordshire, useRecords } from './support.ts'

const use = useRecords()
const id = 'staffordshire-900501-1'
const change = (set: object) =>
  use.records.updateTable('deadlines').set(set).where('case_id', '=', id).where('key', '=', 'visit#1').execute()
const faults = async () => (await faultsAgainstFile(use.records, [id])).map(({ entry, fault }) => `${entry}: ${fault}`)

beforeAll(async () => {
  await addSchool(use.records, '900501')
  await addCase(use.records, id, '900501', { seq: 4 })
  const visit = { key: 'visit#1', deadline: 'visit' }
  await addEvent(use.records, id, 1, 'deadline-opened', { ...visit, due: '2026-03-20' })
  await addEvent(use.records, id, 2, 'deadline-moved', { ...visit, from: '2026-03-20', due: '2026-03-23' })
  await addEvent(use.records, id, 3, 'deadline-opened', { key: 'report#1', due: '2026-03-27' })
  await addEvent(use.records, id, 4, 'deadline-met', { key: 'report#1', due: '2026-03-27' })
  await addDeadline(use.records, id, 'visit#1', { title: 'Visit', due: '2026-03-23' })
  await addDeadline(use.records, id, 'report#1', { status: 'met', due: '2026-03-27', ended_at: '2026-03-02T09:00:00Z' })
})

describe('what is on record of a case, against its case file (SO-2)', () => {
  it('is borne out where nobody has touched it, and the pack says so', async () => {
    expect(await faults()).toEqual([])
    const wanted = { authority: 'staffordshire', urns: ['900501'], today: '2026-03-16' }
    const pack = await inspectionPack(use.records, staffordshire, wanted)
    expect([pack?.rows.length, pack?.faults]).toEqual([2, []])
  })

  it.each([
    [{ due: '2026-04-30' }, '2: “Visit” is due on 2026-04-30 on record, and by the case file on 2026-03-23'],
    [{ status: 'met', ended_at: '2026-03-20T09:00:00Z' }, '2: “Visit” is met on record, and by the case file owed'],
  ])('is not where a day or an outcome was changed beside it: %j', async (set, fault) => {
    await change(set)
    expect(await faults()).toEqual([fault])
    const pack = await inspectionPack(use.records, staffordshire, { authority: 'staffordshire', today: '2026-03-16' })
    expect(pack?.faults).toMatchObject([{ caseId: id, entry: 2 }])
    await change({ due: '2026-03-23', status: 'open', ended_at: null })
  })

  it('is not where something owed was taken out, or put in', async () => {
    await change({ key: 'visit#7' })
    expect(await faults()).toEqual([
      '2: visit#1 is in the case file and not on record',
      'null: “Visit” is on record, and no entry opens it',
    ])
    const back = use.records.updateTable('deadlines').set({ key: 'visit#1' })
    await back.where('case_id', '=', id).where('key', '=', 'visit#7').execute()
    expect(await faults()).toEqual([])
  })
})
