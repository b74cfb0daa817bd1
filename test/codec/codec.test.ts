import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApplicationFailure, defaultPayloadConverter, type Payload } from '@temporalio/common'
import { describe, expect, it } from 'vitest'
import { confidentialIn } from '../../codec/confidential-cases.ts'
import { clientConverter } from '../../codec/data-converter.ts'
import { loadOrCreateKeys, newKey, readKeys } from '../../codec/keys.ts'
import { caseOfPayload, createPayloadCodec, decryptPayload, encryptPayload } from '../../codec/payload-codec.ts'
import { createVault } from '../../codec/vault.ts'
import { loadPolicies } from '../../policies/policies.ts'

const policies = loadPolicies()
const secret = (letter: string): string => Buffer.alloc(32, letter).toString('base64')
const keys = readKeys(`new:${secret('b')},old:${secret('a')}`)
const oldKeys = readKeys(`old:${secret('a')}`)
const payload = defaultPayloadConverter.toPayload({ level: 'intensive' }) as Payload
const text = (one: Payload) => Buffer.from(one.data ?? []).toString()
const of = (workflowId: string) => ({ type: 'workflow', namespace: 'default', workflowId }) as const
const first = (all: Payload[]): Payload => {
  const [one] = all
  if (!one) throw new Error('There is no payload')
  return one
}

describe('payloads of a confidential case (DA-4)', () => {
  const codec = createPayloadCodec(keys, confidentialIn(policies))

  it('are encrypted, name their key and their case, and are the same once they are decrypted', async () => {
    const hidden = first(await codec.encode([payload], of('darlington-900001-year')))
    expect(text(hidden)).not.toContain('intensive')
    expect(caseOfPayload(hidden)).toBe('darlington-900001-year')
    expect(Buffer.from(hidden.metadata?.['key-id'] ?? []).toString()).toBe('new')
    const [shown] = await codec.decode([hidden])
    expect(shown && defaultPayloadConverter.fromPayload(shown)).toEqual({ level: 'intensive' })
  })

  it('of an activity are encrypted by the workflow that asked for it', async () => {
    const context = {
      type: 'activity',
      namespace: 'default',
      workflowId: 'darlington-900001-1',
      isLocal: true,
    } as const
    expect(caseOfPayload(first(await codec.encode([payload], context)))).toBe('darlington-900001-1')
  })

  it('of authorities that keep nothing confidential stay as they are, readable for everybody', async () => {
    expect(await codec.encode([payload], of('staffordshire-900001-1'))).toEqual([payload])
    expect(await codec.encode([payload])).toEqual([payload])
    expect(await codec.decode([payload])).toEqual([payload])
  })

  it('that an older key has encrypted are read as long as that key is kept', () => {
    const hidden = encryptPayload(oldKeys, 'darlington-900001-1', payload)
    expect(text(decryptPayload(keys, hidden))).toContain('intensive')
    const newer = encryptPayload(keys, 'darlington-900001-1', payload)
    expect(() => decryptPayload(oldKeys, newer)).toThrow('There is no key "new" here')
  })

  it('do not open when they were changed, or are said to be another case’s', () => {
    const hidden = encryptPayload(keys, 'darlington-900001-1', payload)
    const changed = { ...hidden, data: Uint8Array.from(hidden.data ?? [], (byte, at) => (at === 40 ? byte ^ 1 : byte)) }
    expect(() => decryptPayload(keys, changed)).toThrow()
    const moved = { ...hidden, metadata: { ...hidden.metadata, case: Buffer.from('darlington-900002-1') } }
    expect(() => decryptPayload(keys, moved)).toThrow()
  })
})

describe('failures of a confidential case (DA-4)', () => {
  const { failureConverter, payloadConverter } = clientConverter(policies, keys)
  const failure = ApplicationFailure.nonRetryable('The case is at Intensive already', 'Refusal')

  it('keep their words and stack where the payloads are, which are encrypted', () => {
    const hidden = failureConverter.errorToFailure(failure, payloadConverter, of('darlington-900001-1'))
    expect([hidden.message, hidden.stackTrace]).toEqual(['Encoded failure', ''])
    expect(failureConverter.failureToError(hidden, payloadConverter).message).toBe('The case is at Intensive already')
  })

  it('are in plain words everywhere else', () => {
    const shown = failureConverter.errorToFailure(failure, payloadConverter, of('staffordshire-900001-1'))
    expect(shown.message).toBe('The case is at Intensive already')
  })
})

describe('the keys', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'interventions-keys-'))

  it('are made once in the folder of the data, readable for the service alone', () => {
    const dataDir = folder()
    const made = loadOrCreateKeys(dataDir)
    expect(loadOrCreateKeys(dataDir)).toEqual(made)
    expect(made[0].secret).toHaveLength(32)
    expect(statSync(join(dataDir, 'codec.keys')).mode & 0o777).toBe(0o600)
  })

  it('are those that CODEC_KEYS names, and then no file is made', () => {
    const dataDir = folder()
    expect(loadOrCreateKeys(dataDir, `mine:${secret('c')}`)[0].id).toBe('mine')
    expect(() => readFileSync(join(dataDir, 'codec.keys'))).toThrow()
  })

  it.each([
    ['', 'each key is ID:SECRET'],
    ['one:short', 'each key is ID:SECRET'],
    [`one:${secret('a')},one:${secret('b')}`, 'names the key "one" twice'],
  ])('are refused in a sentence where they are none: %s', (given, sentence) => {
    expect(() => readKeys(given)).toThrow(sentence)
  })

  it('that cannot be read stop the start, and are not made anew: what they have sealed would be lost', () => {
    const dataDir = folder()
    writeFileSync(join(dataDir, 'codec.keys'), 'nonsense')
    expect(() => loadOrCreateKeys(dataDir)).toThrow(/codec\.keys cannot be read: each key is ID:SECRET/)
    expect(newKey()).not.toBe(newKey())
  })
})

describe('what the records seal', () => {
  const vault = createVault(policies, keys)

  it('opens again, and says nothing of equal texts but where it must be found by them', () => {
    const one = vault.seal('darlington-900001-1', 'intensive')
    expect([one, vault.open(one)]).not.toContain(vault.seal('darlington-900001-1', 'intensive'))
    expect(vault.open(one)).toBe('intensive')
    const name = () => vault.seal('darlington-900001-1', 'action-plan#1', true)
    expect(name()).toBe(name())
    expect(name()).not.toBe(vault.seal('darlington-900002-1', 'action-plan#1', true))
  })

  it('is found by its name also after a new key has been put before the old one', () => {
    const before = createVault(policies, oldKeys).seal('darlington-900001-1', 'action-plan#1', true)
    expect(vault.seal('darlington-900001-1', 'action-plan#1', true)).toBe(before)
  })

  it('is not looked for in what somebody has typed in another case', () => {
    expect(vault.open('sealed:new:staffordshire-900001-1:x')).toBe('sealed:new:staffordshire-900001-1:x')
  })
})
