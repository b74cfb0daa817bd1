import type { Caller } from '../access/caller.ts'
import { sampleMails, type SampleMail } from '../notifications/sample-mails.ts'
import type { ApiParts } from './parts.ts'
import { Problem } from './problem.ts'
import { mustReadEdition } from './routes/policies.ts'

/** Every letter that can go out under an authority's policy in force, as a mail to an invented person. Throws a 404. */
export function sampleLettersFor(parts: Pick<ApiParts, 'policies' | 'post'>, caller: Caller, authority: string) {
  const policy = mustReadEdition(parts.policies, authority, caller)
  return { authority: policy.authority, name: policy.name, letters: sampleMails(policy, parts.post) }
}

/** One of them. Throws a 404. */
export function sampleLetterFor(
  parts: Pick<ApiParts, 'policies' | 'post'>,
  caller: Caller,
  authority: string,
  letter: string,
): SampleMail & { authority: string; name: string } {
  const { letters, ...of } = sampleLettersFor(parts, caller, authority)
  const found = letters.find((one) => one.letter === letter)
  if (!found) throw new Problem(404, `Under the policy of ${of.name} there is no letter “${letter}”`)
  return { ...found, ...of }
}
