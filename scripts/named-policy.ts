import { readFileSync } from 'node:fs'
import { editionsOf } from '../policies/editions.ts'
import { loadPolicies, readPolicy } from '../policies/policies.ts'
import type { Policy } from '../policies/policy.ts'

/** The policy of a document, or an edition among those of the service: AUTHORITY@EDITION. Throws with a sentence. */
export function policyNamed(name: string): Policy {
  const [, authority, edition] = /^([a-z0-9-]+)@(.+)$/.exec(name) ?? []
  return authority && edition ? editionAmongOurs(authority, edition) : readPolicy(textOf(name), name)
}

function editionAmongOurs(authority: string, edition: string): Policy {
  const editions = editionsOf(loadPolicies(), authority)
  const found = editions.find((one) => one.edition === edition)
  if (found) return found
  const there = editions.map((one) => `${authority}@${one.edition}`).join(', ')
  throw new Error(
    there
      ? `There is no edition "${edition}" of "${authority}": there are ${there}`
      : `There is no policy of "${authority}": name a document, or one of ${[...loadPolicies().keys()].join(', ')}`,
  )
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`${file} cannot be read: name a policy document that exists`, { cause: error })
  }
}
