import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { faultsInWords } from '../cases/policy-words.ts'
import { letterNames } from '../notifications/letter-names.ts'
import { faultsIn, policySchema, type Policy } from './policy.ts'
import { policyFor, yearKinds } from './year.ts'

export type Policies = Map<string, Policy>

/** A policy file that cannot work: every line and reason at once. */
export class PolicyFault extends Error {
  override name = 'PolicyFault'
}

/** Reads a policy document. Throws a PolicyFault that names the file, the line and the reason. */
export function readPolicy(text: string, file: string): Policy {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const lineAt = (path: PropertyKey[]): number => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true) as { range?: [number, number, number] } | undefined
      if (node?.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }
  const error = document.errors[0]
  if (error) throw new PolicyFault(`${file}: line ${error.linePos?.[0].line ?? 1}: ${error.message.split('\n')[0]}`)
  const read = policySchema.safeParse(document.toJS())
  if (!read.success) {
    const faults = read.error.issues.map(
      (issue) => `line ${lineAt(issue.path)}: ${issue.path.join('.')}: ${issue.message}`,
    )
    throw new PolicyFault(`${file}: ${faults.join('; ')}`)
  }
  const policy = read.data
  const views = [policy, ...yearKinds(policy).map((kind) => policyFor(policy, kind))]
  const faults = [...new Set(views.flatMap(faultsIn)), ...faultsInWords(policy, letterNames)]
  if (faults.length)
    throw new PolicyFault(`${file}: ${faults.map((fault) => `line ${lineOf(text, fault)}: ${fault}`).join('; ')}`)
  return policy
}

/** The line on which the thing that a fault names first stands; of what stands twice, the second. */
function lineOf(text: string, fault: string): number {
  const quoted = fault.match(/"([^"]+)"/g)?.map((one) => one.slice(1, -1)) ?? []
  const rows = text.split('\n')
  const twice = /^two .* have the id "(.*)"$/.exec(fault)?.[1]
  if (twice) {
    const standsAt = rows.flatMap((row, at) =>
      new RegExp(`\\bid: ['"]?${twice}['"]?(,|\\s|$)`).test(row) ? [at + 1] : [],
    )
    return standsAt[1] ?? standsAt[0] ?? 1
  }
  const all = rows.findIndex((row) => quoted.every((word) => holds(row, word)))
  if (all >= 0) return all + 1
  const [first, last] = [quoted[0], quoted.at(-1)].map(
    (word) => (row: string) => word !== undefined && holds(row, word),
  )
  const from = first ? rows.findIndex(first) : -1
  const at = last ? rows.findIndex((row, line) => line >= from && last(row)) : -1
  return (at >= 0 ? at : from) + 1 || 1
}

/** Whether the word stands in a row by itself, not as part of another. */
const holds = (row: string, word: string): boolean =>
  new RegExp(`(^|[^\\w-])${word.replace(/[^\w]/g, '\\$&')}($|[^\\w-])`).test(row)

/**
 * The policies of the documents' folder by authority; the one edition in force of each. `DEMONSTRATION` names one more document,
 * set by the service for what it puts into an empty start. Throws a PolicyFault.
 */
export function loadPolicies(
  folder: string = join(import.meta.dirname, 'documents'),
  more: string | undefined = process.env.DEMONSTRATION,
): Policies {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name))
  const policies: Policies = new Map()
  const faults: string[] = []
  for (const path of [...files.sort(), ...(more ? [more] : [])]) {
    const file = basename(path)
    try {
      const policy = readPolicy(readFileSync(path, 'utf8'), file)
      if (policies.has(policy.authority))
        throw new PolicyFault(`${file}: line 1: there is a policy of "${policy.authority}" already`)
      policies.set(policy.authority, policy)
    } catch (error) {
      if (!(error instanceof PolicyFault)) throw error
      faults.push(error.message)
    }
  }
  if (faults.length) throw new PolicyFault(faults.join('\n'))
  return policies
}
