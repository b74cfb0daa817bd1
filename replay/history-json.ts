import { createRequire } from 'node:module'
import type { temporal } from '@temporalio/proto'

export type History = temporal.api.history.v1.IHistory

/**
 * Temporal's own `historyToJSON` takes only message types of the copy of protobufjs that lies beside it, and npm installs one copy
 * for each of Temporal's packages. Here the types and the conversion come from the same copy; the JSON is the same, and other
 * tools of Temporal (its Web UI, its command line) read it.
 */
const ofProto = createRequire(createRequire(import.meta.url).resolve('@temporalio/proto'))
const { toJson, fromJson } = ofProto('protobufjs/ext/protojson') as {
  toJson: (type: unknown, message: unknown) => unknown
  fromJson: (type: unknown, json: unknown, options: { ignoreUnknownFields: boolean }) => unknown
}
const proto = ofProto('@temporalio/proto') as {
  temporal: { api: { history: { v1: { History: { fromObject: (plain: unknown) => unknown } } } } }
}
const { patchProtobufRoot } = ofProto('@temporalio/proto/lib/patch-protobuf-root') as {
  patchProtobufRoot: (root: unknown) => { lookupType: (name: string) => unknown }
}
const type = patchProtobufRoot(proto).lookupType('temporal.api.history.v1.History')

/** A history as Temporal's JSON. */
export function historyToJson(history: History): string {
  return JSON.stringify(toJson(type, proto.temporal.api.history.v1.History.fromObject(history)))
}

/** A history from Temporal's JSON; fields that this version does not know are left out. Throws where it is none. */
export function historyFromJson(json: string): History {
  const read = JSON.parse(json) as { events?: unknown[] }
  if (!Array.isArray(read?.events) || read.events.length === 0) throw new Error('It holds no events.')
  return fromJson(type, read, { ignoreUnknownFields: true }) as History
}
