import { isMap, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml'
import { frameSchema, layOver, speakOf, spokenIn, type Frame, type ReadFrame } from './frame.ts'
import { lineNaming } from './line-naming.ts'

/** A policy file that cannot work: every line and reason at once. */
export class PolicyFault extends Error {
  override name = 'PolicyFault'
}

/** A document laid over its frame, and where everything in it stands: `line 7`, or `line 7 of the frame "england"`. */
export interface FramedDocument {
  document: Document
  lineAt: (path: PropertyKey[]) => string
  lineOf: (fault: string) => string
}

type Refuse = (path: PropertyKey[], words: string) => never

/** Parses a policy document and lays it over the frame that it takes in, if any. Throws a PolicyFault. */
export function framedDocument(text: string, file: string, frames: ReadFrame): FramedDocument {
  const { document, lines } = parsed(text, file)
  const lineAt = (path: PropertyKey[]) => `line ${lines.linePos(nodeAt(document, path)?.range?.[0] ?? 0).line}`
  if (!isMap(document.contents) || !document.has('frame'))
    return { document, lineAt, lineOf: (fault) => `line ${lineNaming([text], fault).line}` }

  const refuse: Refuse = (path, words) => {
    throw new PolicyFault(`${file}: ${lineAt(['frame', ...path])}: ${['frame', ...path].join('.')}: ${words}`)
  }
  const taken = takenIn(document, refuse)
  const frameText = frames(taken.name) ?? refuse(['name'], `there is no frame "${taken.name}"`)
  const frame = parsed(frameText, `${file}: the frame "${taken.name}"`)
  speakFor(frame.document, document, taken, refuse)
  const ofFrame = nodesOf(frame.document)
  document.delete('frame')
  if (isMap(frame.document.contents)) layOver(document.contents, frame.document.contents)
  const of = ` of the frame "${taken.name}"`
  const standing = (node: Node | undefined): string => {
    const theirs = ofFrame.has(node)
    const { line } = (theirs ? frame.lines : lines).linePos(node?.range?.[0] ?? 0)
    return `line ${line}${theirs ? of : ''}`
  }
  return {
    document,
    lineAt: (path) => standing(nodeAt(document, path)),
    lineOf: (fault) => {
      const { line, which } = lineNaming([text, frameText], fault)
      return `line ${line}${which ? of : ''}`
    },
  }
}

function parsed(text: string, file: string): { document: Document; lines: LineCounter } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const error = document.errors[0]
  if (error) throw new PolicyFault(`${file}: line ${error.linePos?.[0].line ?? 1}: ${error.message.split('\n')[0]}`)
  return { document, lines }
}

/** The node at a path, or the nearest around it that stands in a file. */
function nodeAt(document: Document, path: PropertyKey[]): Node | undefined {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true) as Node | undefined
    if (node?.range) return node
  }
  return undefined
}

function nodesOf(document: Document): Set<unknown> {
  const nodes = new Set<unknown>()
  visit(document, (_key, node) => void nodes.add(node))
  return nodes
}

function takenIn(document: Document, refuse: Refuse): Frame {
  const read = frameSchema.safeParse((document.toJS() as { frame: unknown }).frame)
  const issue = read.error?.issues[0]
  return read.data ?? refuse(issue?.path ?? [], issue?.message ?? '')
}

/** Puts the authority's own roles into the frame; refuses a document that leaves one open, or answers what nobody asks. */
function speakFor(frame: Document, document: Document, { name, roles }: Frame, refuse: Refuse): void {
  const { asks = {} } = frame.toJS() as { asks?: Record<string, string> }
  for (const word of Object.keys(roles))
    if (!asks[word]) refuse(['roles', word], `the frame "${name}" asks only for ${Object.keys(asks).join(', ')}`)
  const known = { ...listed(frame), ...listed(document) }
  for (const [word, who] of Object.entries(asks)) {
    const answer = roles[word] ?? refuse(['roles'], `say which role is the ${word}: ${who}`)
    for (const role of rolesOf(answer))
      if (!known[role]) refuse(['roles', word], `names the role "${role}", which the policy does not list under roles`)
  }
  frame.delete('asks')
  const unasked = [...spokenIn(frame)].find((word) => !asks[word])
  if (unasked) refuse(['name'], `the frame "${name}" speaks of <${unasked}> and does not ask for it`)
  speakOf(
    frame,
    (word) => rolesOf(roles[word]),
    (word) => calledIn(roles[word], known),
  )
}

type Answer = Frame['roles'][string] | undefined
type Roles = Record<string, { title?: string } | undefined>

const listed = (document: Document): Roles => (document.toJS() as { roles?: Roles }).roles ?? {}

const rolesOf = (answer: Answer): string[] =>
  typeof answer === 'string' ? [answer] : Array.isArray(answer) ? answer : answer ? [answer.is] : []

function calledIn(answer: Answer, roles: Roles): string {
  if (answer && typeof answer === 'object' && 'called' in answer) return answer.called
  return rolesOf(answer)
    .map((role) => roles[role]?.title ?? role)
    .join(', ')
}
