import { beforeAll, describe, expect, it } from 'vitest'
import { reserveReopening } from '../../records/openings.ts'
import { addCase, addSchool, useRecords } from './support.ts'

const use = useRecords()
const id = 'staffordshire-900001-1'
const by = { role: 'dsim', personId: null }
const reserve = (key: string | null) => reserveReopening(use.records, id, by, { reason: 'It does not go well' }, key)

describe('opening a closed case again', () => {
  beforeAll(async () => {
    await addSchool(use.records, '900001')
    await addCase(use.records, id, '900001')
    const state = JSON.stringify({ caseId: id })
    await use.records.updateTable('cases').set({ status: 'closed', seq: 12, state }).where('id', '=', id).execute()
  })

  it('is the same opening when the same request is repeated after a crash, and nobody else’s', async () => {
    expect(await reserve('mine')).toMatchObject({ seq: 12 })
    expect(await reserve('mine')).toMatchObject({ seq: 12 })
    await expect(reserve('another')).rejects.toThrow('The case is open already')
    await expect(reserve(null)).rejects.toThrow('The case is open already')
  })
})
