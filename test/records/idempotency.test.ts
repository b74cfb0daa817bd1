import { describe, expect, it } from 'vitest'
import { claimKey, forgetKey, keepAnswer, releaseKey } from '../../records/idempotency.ts'
import { useRecords } from './support.ts'

const use = useRecords()
const request = { key: 'k', caller: 'dsim', fingerprint: 'f' }

describe('a key that makes a repeat have one effect', () => {
  it('is claimed by the first, and the others hear what became of it', async () => {
    expect(await claimKey(use.records, request)).toEqual({
      outcome: 'begin',
      takenAt: expect.any(Date),
      firstTriedAt: null,
    })
    expect(await claimKey(use.records, request)).toMatchObject({ outcome: 'in-progress' })
    expect(await claimKey(use.records, { ...request, fingerprint: 'other' })).toEqual({ outcome: 'other-request' })
    expect(await claimKey(use.records, { ...request, caller: 'sip' })).toMatchObject({ outcome: 'begin' })
    await keepAnswer(use.records, request, { status: 201, headers: { Location: '/x' }, body: { id: 'x' } })
    expect(await claimKey(use.records, request)).toEqual({
      outcome: 'answered',
      answer: { status: 201, headers: { Location: '/x' }, body: { id: 'x' } },
    })
  })

  it('is taken up again after a failure, or a crash, and remembers that there was a first try', async () => {
    const failed = { ...request, key: 'failed' }
    await claimKey(use.records, failed)
    await releaseKey(use.records, failed)
    expect(await claimKey(use.records, { ...failed, fingerprint: 'other' })).toEqual({ outcome: 'other-request' })
    const claim = await claimKey(use.records, failed)
    expect(claim).toEqual({ outcome: 'begin', takenAt: expect.any(Date), firstTriedAt: expect.any(Date) })
    expect(await claimKey(use.records, failed)).toMatchObject({ outcome: 'in-progress' })
  })

  it('is free again after a refusal, also for another request', async () => {
    const refused = { ...request, key: 'refused' }
    await claimKey(use.records, refused)
    await forgetKey(use.records, refused)
    const claim = await claimKey(use.records, { ...refused, fingerprint: 'corrected' })
    expect(claim).toMatchObject({ outcome: 'begin', firstTriedAt: null })
    await keepAnswer(use.records, refused, { status: 200, headers: {}, body: {} })
    await forgetKey(use.records, refused)
    expect(await claimKey(use.records, { ...refused, fingerprint: 'corrected' })).toMatchObject({ outcome: 'answered' })
  })
})
