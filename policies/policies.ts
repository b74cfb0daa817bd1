import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { faultsInWords } from '../cases/policy-words.ts'
import { letterNames } from '../notifications/letter-names.ts'
import { shippedFrame, type ReadFrame } from './frame.ts'
import { framedDocument, PolicyFault } from './framed-document.ts'
import { faultsIn, policySchema, type Policy } from './policy.ts'
import { policyFor, yearKinds } from './year.ts'

export { PolicyFault }
export type Policies = Map<string, Policy>

/** Reads a policy document, with the frame that it takes in. Throws a PolicyFault that names the file, the line and the reason. */
export function readPolicy(text: string, file: string, frames: ReadFrame = shippedFrame): Policy {
  const { document, lineAt, lineOf } = framedDocument(text, file, frames)
  const read = policySchema.safeParse(document.toJS())
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `${lineAt(issue.path)}: ${issue.path.join('.')}: ${issue.message}`)
    throw new PolicyFault(`${file}: ${faults.join('; ')}`)
  }
  const policy = read.data
  const views = [policy, ...yearKinds(policy).map((kind) => policyFor(policy, kind))]
  const faults = [...new Set(views.flatMap(faultsIn)), ...faultsInWords(policy, letterNames)]
  if (faults.length) throw new PolicyFault(`${file}: ${faults.map((fault) => `${lineOf(fault)}: ${fault}`).join('; ')}`)
  return policy
}

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
