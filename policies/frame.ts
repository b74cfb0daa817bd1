import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMap, isScalar, isSeq, Scalar, visit, type Document, type Node, type YAMLMap } from 'yaml'
import * as z from 'zod'

const role = z.string().min(1)

/** How a document takes a frame in: which, and which of the authority's roles stand for the roles that it speaks of. */
export const frameSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/, 'must be kebab-case'),
  roles: z
    .record(role, z.union([role, z.array(role), z.strictObject({ is: role, called: role })]))
    .describe('a role of the authority, several, or one with what sentences call it'),
})
export type Frame = z.output<typeof frameSchema>

/** Gives the text of a frame by its name; undefined where there is none. */
export type ReadFrame = (name: string) => string | undefined

export const shippedFrame: ReadFrame = (name) => {
  const path = join(import.meta.dirname, 'frames', `${name}.yaml`)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** A role as the frame speaks of it: `<approver>`, alone or within a sentence. */
const spoken = /<([a-z-]+)>/g

type Stand = (word: string) => string[]

/** The frame's text with the authority's own roles: alone the role itself (in a list, several or none), in a sentence what it is called. */
export function speakOf(frame: Document, is: Stand, called: (word: string) => string): void {
  visit(frame, {
    Seq(_key, seq) {
      seq.items = seq.items.flatMap((item) =>
        isScalar(item) ? (alone(item)?.flatMap(is).map(like(item)) ?? item) : item,
      )
    },
    Scalar(_key, scalar) {
      if (typeof scalar.value !== 'string') return
      const [word] = alone(scalar) ?? []
      scalar.value = word ? (is(word)[0] ?? '') : scalar.value.replace(spoken, (_all, one: string) => called(one))
    },
  })
}

const alone = ({ value }: Scalar): string[] | undefined => {
  const word = typeof value === 'string' ? /^<([a-z-]+)>$/.exec(value)?.[1] : undefined
  return word ? [word] : undefined
}

const like =
  ({ range }: Scalar) =>
  (value: string): Scalar =>
    Object.assign(new Scalar(value), { range })

/** The words of a frame's roles that stand anywhere in it. */
export function spokenIn(frame: Document): Set<string> {
  return new Set([...String(frame.toString()).matchAll(spoken)].flatMap(([, word]) => word ?? []))
}

/**
 * Lays a document over a frame: a map by its keys, a list of things with an id (or of laws) by that, and each such thing field by field;
 * `permissions` one by one whole; tellings are added. What stands in both stands where the document has it, the rest follows.
 */
export function layOver(own: YAMLMap, frame: YAMLMap): void {
  for (const { key, value } of frame.items) {
    const name = String(key)
    const mine = own.get(name, true) as Node | undefined
    if (mine === undefined) own.set(key, value)
    else if (isSeq(mine) && isSeq(value)) mine.items = listOver(mine.items as Node[], value.items as Node[])
    else if (isMap(mine) && isMap(value)) fieldsOver(mine, value, name === 'permissions' ? () => undefined : fieldsOver)
  }
}

/** What only the frame has is taken over; what both have is left as it is, or laid over in its turn. */
function fieldsOver(own: YAMLMap, frame: YAMLMap, deeper?: (own: YAMLMap, frame: YAMLMap) => void): void {
  for (const { key, value } of frame.items) {
    const mine = own.get(String(key), true)
    if (mine === undefined) own.set(key, value)
    else if (deeper && isMap(mine) && isMap(value)) deeper(mine, value)
  }
}

const nameOf = (node: Node | undefined): unknown => (isMap(node) ? (node.get('id') ?? node.get('law')) : undefined)

function listOver(own: Node[], frame: Node[]): Node[] {
  const named = new Map(frame.map((one) => [nameOf(one), one]))
  const laid = own.map((one) => {
    const name = nameOf(one)
    const below = name === undefined ? undefined : named.get(name)
    if (isMap(one) && isMap(below)) fieldsOver(one, below)
    return name
  })
  return [...own, ...frame.filter((one) => nameOf(one) === undefined || !laid.includes(nameOf(one)))]
}
