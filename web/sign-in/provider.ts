import { Router } from 'express'
import * as openid from 'openid-client'
import type { ApiParts, OpenIdProvider } from '../../api/parts.ts'
import { PartDown } from '../../api/cases-port.ts'
import { Problem } from '../../api/problem.ts'
import { peopleWithEmail, type Person } from '../../records/people.ts'
import { signIn, whoAre } from '../who.ts'
import { addressWanted } from './address-wanted.ts'

/** Signing in by OpenID Connect (code flow with PKCE): whoever the provider says owns a mail address on record. */
export function providerPages(parts: ApiParts, provider: OpenIdProvider): Router {
  const redirectTo = `${parts.post.publicUrl.replace(/\/+$/, '')}/signed-in`
  const configuration = discovered(provider)
  const router = Router()
  router.get('/sign-in', async (request, response) => {
    const verifier = openid.randomPKCECodeVerifier()
    const state = openid.randomState()
    const nonce = openid.randomNonce()
    const address = openid.buildAuthorizationUrl(await configuration(), {
      redirect_uri: redirectTo,
      scope: 'openid email profile',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    })
    request.session.signingIn = { state, nonce, verifier, to: addressWanted(request) }
    response.redirect(303, address.href)
  })
  router.get('/signed-in', async (request, response) => {
    const { signingIn } = request.session
    if (!signingIn) return response.redirect(303, '/sign-in')
    delete request.session.signingIn
    const came = new URL(redirectTo + request.url.replace(/^[^?]*/, ''))
    const email = await verifiedEmail(await configuration(), came, signingIn)
    await signIn(request, await peopleHere(parts, email))
    response.redirect(303, signingIn.to)
  })
  return router
}

/** What the provider says of itself: asked once, and again where it did not answer. */
function discovered({ issuer, clientId, clientSecret }: OpenIdProvider): () => Promise<openid.Configuration> {
  let known: Promise<openid.Configuration> | undefined
  const execute = issuer.startsWith('http:') ? [openid.allowInsecureRequests] : []
  return () => {
    known ??= openid
      .discovery(new URL(issuer), clientId, clientSecret, undefined, { execute })
      .catch((error: unknown) => {
        known = undefined
        throw new PartDown('OpenID provider', `The OpenID provider does not answer as it should (${messageOf(error)})`)
      })
    return known
  }
}

interface Expected {
  state: string
  nonce: string
  verifier: string
}

/** The mail address that the provider vouches for. */
async function verifiedEmail(configuration: openid.Configuration, came: URL, { state, nonce, verifier }: Expected) {
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
  const tokens = await openid.authorizationCodeGrant(configuration, came, checks).catch((error: unknown) => {
    throw new Problem(403, `Signing in did not come to its end (${messageOf(error)}): begin again`)
  })
  const claims = tokens.claims()
  if (!claims) throw new Problem(403, 'The OpenID provider does not say who you are: begin again')
  const said =
    claims['email'] === undefined ? await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims
  const { email, email_verified: verified } = said
  if (typeof email !== 'string' || verified !== true)
    throw new Problem(403, 'The OpenID provider vouches for no mail address of yours: ask whoever keeps your account')
  return email
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'no reason was given')

/** Whoever has that mail address and holds a role today. Throws a 403 that says whom to ask. */
async function peopleHere(parts: ApiParts, email: string): Promise<Person[]> {
  const people = await peopleWithEmail(parts.records, email)
  const here = people.filter((one) => whoAre(parts, [one]))
  if (here.length > 0) return here
  const why = people.length > 0 ? 'holds no role here today' : 'is the mail address of nobody on record here'
  throw new Problem(403, `${email} ${why}: ask your administrator to put it on record (People)`)
}
