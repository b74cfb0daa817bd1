import { join } from 'node:path'
import { defaultPayloadConverter, type DataConverter, type LoadedDataConverter } from '@temporalio/common'
import type { Policies } from '../policies/editions.ts'
import { failureConverterFor, hideFailures } from '../workflows/failure-converter.ts'
import { confidentialIn } from './confidential-cases.ts'
import type { Keys } from './keys.ts'
import { createPayloadCodec } from './payload-codec.ts'

export const failureConverterPath = join(import.meta.dirname, '..', 'workflows', 'failure-converter.ts')

/** How clients turn values into payloads, and those of confidential cases into nothing that others can read (DA-4). */
export function clientConverter(policies: Policies, keys: Keys): LoadedDataConverter {
  const isConfidential = confidentialIn(policies)
  return {
    payloadConverter: defaultPayloadConverter,
    failureConverter: failureConverterFor((id) => id !== undefined && isConfidential(id)),
    payloadCodecs: [createPayloadCodec(keys, isConfidential)],
    externalStorage: undefined,
  }
}

/** The same for a worker, which takes no converter of failures but by its path. */
export function workerConverter(policies: Policies, keys: Keys): DataConverter {
  const isConfidential = confidentialIn(policies)
  hideFailures((id) => id !== undefined && isConfidential(id))
  return { failureConverterPath, payloadCodecs: [createPayloadCodec(keys, isConfidential)] }
}
