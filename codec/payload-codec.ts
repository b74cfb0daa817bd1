import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common'
import proto from '@temporalio/proto'
import { seal, unseal } from './cipher.ts'
import type { IsConfidential } from './confidential-cases.ts'
import type { Keys } from './keys.ts'

const { Payload: Proto } = proto.temporal.api.common.v1

/** What the encoding of an encrypted payload is called. */
export const encrypted = 'binary/encrypted'

const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('utf8')
const bytes = (words: string): Uint8Array => Buffer.from(words, 'utf8')

/** The case that an encrypted payload belongs to; undefined where the payload is not encrypted. */
export function caseOfPayload({ metadata }: Payload): string | undefined {
  return text(metadata?.['encoding']) === encrypted ? text(metadata?.['case']) : undefined
}

/** The payload itself is hidden with all that it says of itself; in the open stand the key's name and the case's. */
export function encryptPayload(keys: Keys, caseId: string, payload: Payload): Payload {
  const sealed = seal(keys, caseId, Proto.encode(payload).finish())
  const metadata = { encoding: bytes(encrypted), 'key-id': bytes(sealed.keyId), case: bytes(caseId) }
  return { metadata, data: sealed.bytes }
}

/** Throws where the key is not at hand, or where the payload was changed. */
export function decryptPayload(keys: Keys, payload: Payload): Payload {
  const caseId = caseOfPayload(payload)
  if (caseId === undefined) return payload
  const sealed = { keyId: text(payload.metadata?.['key-id']), caseId, bytes: payload.data ?? new Uint8Array() }
  const { metadata, data } = Proto.decode(unseal(keys, sealed))
  return { metadata, data } as Payload
}

/** Encrypts what confidential cases give to Temporal (DA-4); everybody else's payloads stay as they are. */
export function createPayloadCodec(keys: Keys, isConfidential: IsConfidential): PayloadCodec {
  const hides = (context: SerializationContext | undefined): string | undefined => {
    const id = context?.workflowId
    return id !== undefined && isConfidential(id) ? id : undefined
  }
  return {
    async encode(payloads, context) {
      const caseId = hides(context)
      return caseId === undefined ? payloads : payloads.map((one) => encryptPayload(keys, caseId, one))
    },
    async decode(payloads) {
      return payloads.map((one) => decryptPayload(keys, one))
    },
  }
}
