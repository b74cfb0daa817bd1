import { beforeAll, describe, expect, it } from 'vitest'
import { savedHistories } from '../../replay/saved-histories.ts'
import { changedBundle, divergedIn, histories, replayAll } from './support.ts'

let withPatch: { code: string }
let withoutPatch: { code: string }
beforeAll(async () => {
  withPatch = await changedBundle('with-patch')
  withoutPatch = await changedBundle('without-patch')
})

describe('a statement of action that waits and stays, as a change of the code while cases run', () => {
  const statements = () => [...savedHistories(histories)].filter(({ name }) => name.includes('.statement-of-action-'))

  it('breaks what runs where it is made without patched(), and says where, in words', async () => {
    const diverged = divergedIn(await replayAll(withoutPatch, statements()))
    expect(diverged).toHaveLength(statements().length)
    expect(diverged).toContain(
      'opened-at-stage-3.statement-of-action-1: at event 5 its history has search attributes, where the code now wants a timer',
    )
  })

  it('breaks nothing where it asks patched()', async () => {
    expect(divergedIn(await replayAll(withPatch, statements()))).toEqual([])
  })
})
