import * as z from 'zod'
import { changesFor, handbookFor } from '../handbook.ts'
import { sampleLettersFor } from '../sample-letters.ts'
import { operation } from '../operation.ts'
import type { ApiParts } from '../parts.ts'
import { changesSchema, handbookSchema } from '../policy-schemas.ts'

const sampleLettersSchema = z.object({
  authority: z.string(),
  name: z.string(),
  letters: z.array(
    z.object({
      letter: z.string(),
      to: z.string().describe('a role that gets it'),
      kind: z.string(),
      subject: z.string(),
      text: z.string(),
      html: z.string(),
    }),
  ),
})
const params = z.object({ authority: z.string() })
const edition = z.string().optional()

/** The policies as handbooks, and what their editions say otherwise (SO-1); whoever has a token may read them. */
export function handbookRoutes(parts: ApiParts) {
  const { policies } = parts
  return [
    operation({
      method: 'get',
      path: '/api/handbook/{authority}',
      id: 'getHandbook',
      tag: 'Policies',
      summary:
        'An authority’s policy in words: levels, what is owed by whom and when, who hears, who may, the law (SO-1)',
      params,
      query: z.strictObject({ edition: edition.describe('another edition than the one in force') }),
      answers: { 200: { description: 'The handbook', schema: handbookSchema } },
      problems: [400, 404],
      async handle({ params, query, caller }) {
        return { body: handbookFor(policies, caller, params.authority, query.edition) }
      },
    }),
    operation({
      method: 'get',
      path: '/api/handbook/{authority}/letters',
      id: 'listSampleLetters',
      tag: 'Policies',
      summary: 'Every letter that can go out under the policy in force, as a mail to an invented person',
      params,
      answers: { 200: { description: 'The letters', schema: sampleLettersSchema } },
      problems: [400, 404],
      async handle({ params, caller }) {
        return { body: sampleLettersFor(parts, caller, params.authority) }
      },
    }),
    operation({
      method: 'get',
      path: '/api/policies/{authority}/changes',
      id: 'getChanges',
      tag: 'Policies',
      summary: 'What one edition of a policy says otherwise than another, in sentences',
      params,
      query: z.strictObject({
        from: edition.describe('the edition before `to` where left out'),
        to: edition.describe('the edition in force where left out'),
      }),
      answers: { 200: { description: 'The differences', schema: changesSchema } },
      problems: [400, 404],
      async handle({ params, query, caller }) {
        return { body: changesFor(policies, caller, params.authority, query) }
      },
    }),
  ]
}
