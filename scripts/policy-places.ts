import { basename } from 'node:path'
import { isMap, isScalar, isSeq, parseDocument, visit, type Node, type Pair } from 'yaml'
import { readPolicy } from '../policies/policies.ts'
import type { Policy } from '../policies/policy.ts'
import { rulesNamed } from '../simulate/rule-ids.ts'
import { add, filesIn, textOf, type Places } from './rule-places.ts'

/** The fields of the policies that state a rule, by their value or by the comment beside them. */
export function policyPlaces(): { fields: Places; chasedBy: Map<string, Set<string>> } {
  const fields: Places = new Map()
  const chasedBy = new Map<string, Set<string>>()
  for (const file of ['policies/frames', 'policies/documents', 'test/scenarios/policies'].flatMap((folder) =>
    filesIn(folder, /\.yaml$/),
  )) {
    const document = parseDocument(textOf(file))
    const authority = String(document.get('authority') ?? basename(file, '.yaml'))
    const note = (text: unknown, path: string) => {
      if (typeof text === 'string') add(fields, rulesNamed(text), { name: `${authority}: ${path}`, file })
    }
    visit(document, (_key, node, above) => {
      const ancestors = above.filter((one): one is Node | Pair => one !== document)
      if (isScalar(node) || isMap(node) || isSeq(node)) {
        const path = pathOf([...ancestors, node])
        if (!path) return
        if (isScalar(node)) note(node.value, path)
        note(node.comment, path)
        note(node.commentBefore, path)
      }
    })
    if (!document.has('authority')) continue
    for (const [id, workflow] of chasers(readPolicy(textOf(file), file)))
      chasedBy.set(id, (chasedBy.get(id) ?? new Set()).add(workflow))
  }
  return { fields, chasedBy }
}

/** 'deadlines.sip-visit': the field and, in a list, what names the member. */
function pathOf(nodes: (Node | Pair)[]): string {
  const names: string[] = []
  for (const [at, node] of nodes.entries()) {
    if ('key' in node) names.push(isScalar(node.key) ? String(node.key.value) : '')
    else if (isMap(node) && isSeq(nodes[at - 1])) {
      const name = ['id', 'law', 'on'].map((field) => node.get(field)).find((one) => typeof one === 'string')
      if (typeof name === 'string') names.push(name)
    }
  }
  return names.slice(0, names[0] === 'year' ? 4 : 2).join('.')
}

/** Which workflow chases what states a rule: the case, its children, or a year. */
function chasers({ deadlines, year }: Policy): [string, string][] {
  const parts = [
    [deadlines, 'interventionCase'],
    [year.school?.deadlines, 'schoolYear'],
    [year.district?.deadlines, 'districtYear'],
    [year.authority?.deadlines, 'authorityYear'],
  ] as const
  return parts.flatMap(([owed, workflow]) =>
    (owed ?? []).flatMap((one) =>
      [...rulesNamed(`${one.rule} ${one.sheet?.law ?? ''}`)].map((id): [string, string] => [
        id,
        one.chasedBy === 'interventionCase' ? workflow : one.chasedBy,
      ]),
    ),
  )
}
