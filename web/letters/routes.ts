import { Router } from 'express'
import type { ApiParts } from '../../api/parts.ts'
import { sampleLetterFor, sampleLettersFor } from '../../api/sample-letters.ts'
import { titleOf } from '../../cases/roles.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'
import { allowOwnFrames, sendMailHtml } from './raw-mail.ts'

/** Every letter of every policy as its reader gets it: in light and dark, and as text. */
export function letterPages(parts: ApiParts): Router {
  const router = Router()
  router.get('/handbook/:authority/letters', (request, response) => {
    const { name, authority, letters } = sampleLettersFor(parts, signedIn(request).reader, request.params.authority)
    page(response, 'letters/list.njk', {
      title: `Letters: ${name}`,
      authority,
      letters: letters.map((one) => ({ ...one, reader: readerTitled(parts, authority, one.to) })),
    })
  })
  router.get('/handbook/:authority/letters/:letter', (request, response) => {
    const { authority, letter } = request.params
    const mail = sampleLetterFor(parts, signedIn(request).reader, authority, letter)
    allowOwnFrames(response)
    page(response, 'letters/letter.njk', {
      title: mail.subject,
      mail,
      reader: readerTitled(parts, authority, mail.to),
    })
  })
  router.get('/handbook/:authority/letters/:letter/:scheme', (request, response, next) => {
    const { authority, letter, scheme } = request.params
    if (scheme !== 'light' && scheme !== 'dark') return next()
    sendMailHtml(response, sampleLetterFor(parts, signedIn(request).reader, authority, letter).html, scheme)
  })
  return router
}

function readerTitled({ policies }: ApiParts, authority: string, role: string): string {
  const policy = policies.get(authority)
  return policy ? titleOf(policy, role) : role
}
