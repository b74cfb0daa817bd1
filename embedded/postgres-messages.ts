/** One message of PostgreSQL's wire protocol; `request` ends a request, `part` is followed by more of it. */
export interface Message {
  kind: 'encryption' | 'cancel' | 'request' | 'part' | 'goodbye'
  bytes: Uint8Array
}

const codes: Record<number, Message['kind']> = {
  80877103: 'encryption',
  80877104: 'encryption',
  80877102: 'cancel',
  196608: 'request',
}

const types: Record<string, Message['kind']> = { Q: 'request', S: 'request', F: 'request', X: 'goodbye' }

/** Cuts what has arrived into whole messages and what is left. */
export function messagesIn(buffer: Buffer): { messages: Message[]; remainder: Buffer } {
  const messages: Message[] = []
  let at = 0
  for (;;) {
    const length = lengthAt(buffer, at)
    if (length === undefined || at + length > buffer.length) break
    messages.push({ kind: kindAt(buffer, at), bytes: buffer.subarray(at, at + length) })
    at += length
  }
  return { messages, remainder: buffer.subarray(at) }
}

/** Messages of the beginning of a connection have no type: their first byte is the length's, which is 0. */
function lengthAt(buffer: Buffer, at: number): number | undefined {
  if (buffer.length < at + 5) return undefined
  return buffer[at] === 0 ? buffer.readInt32BE(at) : 1 + buffer.readInt32BE(at + 1)
}

function kindAt(buffer: Buffer, at: number): Message['kind'] {
  if (buffer[at] === 0) return codes[buffer.readInt32BE(at + 4)] ?? 'request'
  return types[String.fromCharCode(buffer[at] ?? 0)] ?? 'part'
}
