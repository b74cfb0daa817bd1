import { Router } from 'express'
import type { ApiParts } from '../../api/parts.ts'
import { signOut } from '../who.ts'
import { page } from '../page.ts'
import { choosePages } from './choose.ts'
import { providerPages } from './provider.ts'

/** Signing in, by the OpenID provider where there is one, and signing out. */
export function signInPages(parts: ApiParts): Router {
  const router = Router()
  router.use(parts.provider ? providerPages(parts, parts.provider) : choosePages(parts))
  router.get('/sign-out', (_request, response) => page(response, 'sign-in/sign-out.njk', { title: 'Sign out' }))
  router.post('/sign-out', async (request, response) => {
    await signOut(request)
    response.redirect(303, '/signed-out')
  })
  router.get('/signed-out', (_request, response) =>
    page(response, 'sign-in/signed-out.njk', { title: 'You are signed out' }),
  )
  return router
}
