import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Day } from '../calendar/day.ts'
import { londonDay } from '../calendar/london.ts'
import { faultsInWords } from '../cases/policy-words.ts'
import { letterNames } from '../notifications/letter-names.ts'
import { faultOfFollowing, policiesOf, type Policies } from './editions.ts'
import { shippedFrame, type ReadFrame } from './frame.ts'
import { framedDocument, PolicyFault } from './framed-document.ts'
import { faultsIn, policySchema, type Policy } from './policy.ts'
import { policyFor, yearKinds } from './year.ts'

export { PolicyFault }
export type { Policies } from './editions.ts'

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
 * The policies of a folder of documents: `staffordshire.yaml`, or a folder `staffordshire` with a document for each edition. Those in
 * force on `day` stand under their authorities' names. `DEMONSTRATION` names one more document, set by the service for what it puts
 * into an empty start. Throws a PolicyFault.
 */
export function loadPolicies(
  folder: string = join(import.meta.dirname, 'documents'),
  more: string | undefined = process.env.DEMONSTRATION,
  day: Day = londonDay(Date.now()),
): Policies {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
  const files = names.sort().map((name) => ({ name, path: join(folder, name) }))
  return readPolicies([...files, ...(more ? [{ name: basename(more), path: more }] : [])], day)
}

/** Reads documents, several editions of one authority among them. Throws a PolicyFault with the faults of all. */
export function readPolicies(files: readonly { name: string; path: string }[], day: Day): Policies {
  const faults: string[] = []
  const read = files.flatMap(({ name, path }) => {
    try {
      const text = readFileSync(path, 'utf8')
      return [{ name, text, policy: readPolicy(text, name) }]
    } catch (error) {
      if (!(error instanceof PolicyFault)) throw error
      faults.push(error.message)
      return []
    }
  })
  read.sort((a, b) =>
    a.policy.inForceFrom < b.policy.inForceFrom ? -1 : a.policy.inForceFrom > b.policy.inForceFrom ? 1 : 0,
  )
  for (const [at, { name, text, policy }] of read.entries()) {
    const before = read.slice(0, at).findLast((one) => one.policy.authority === policy.authority)
    const fault = before && faultOfFollowing(before.policy, policy)
    if (fault) faults.push(`${name}: line ${text.slice(0, text.search(/^inForceFrom:/m)).split('\n').length}: ${fault}`)
  }
  if (faults.length) throw new PolicyFault(faults.join('\n'))
  return policiesOf(
    read.map((one) => one.policy),
    day,
  )
}
