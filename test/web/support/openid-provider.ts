import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'

/** What the provider says of whoever signs in next. */
export interface Account {
  email?: string
  email_verified?: boolean
}

/** A real OpenID provider on loopback, in which whoever comes is signed in at once as `account.next`. */
export async function startProvider(client: { id: string; secret: string; redirectTo: string }) {
  const account: { next: Account } = { next: {} }
  const works: { now: boolean } = { now: true }
  const accounts = new Map<string, Account>()
  let provider: Provider | undefined
  const server = createServer((request, response) => {
    if (!works.now) return void response.writeHead(502).end()
    if (request.url?.startsWith('/interaction/')) return void signInAtOnce(request, response)
    void provider?.callback()(request, response)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function signInAtOnce(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const accountId = crypto.randomUUID()
    accounts.set(accountId, account.next)
    await provider?.interactionFinished(request, response, { login: { accountId } })
  }

  const settings: Configuration = {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirectTo] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...accounts.get(accountId) }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: grantAll,
    cookies: { keys: ['a key of a test'] },
    jwks: undefined,
  }
  provider = new Provider(issuer, settings)
  return { issuer, account, works, stop: () => new Promise((settle) => server.close(settle)) }
}

async function grantAll(context: KoaContextWithOIDC) {
  const { provider, session, client } = context.oidc
  const grant = new provider.Grant({ accountId: session?.accountId, clientId: client?.clientId })
  grant.addOIDCScope('openid email profile')
  await grant.save()
  return grant
}

/** Follows the provider as a browser does, until it leads away from it: gives the address that it leads to. */
export async function followWithin(issuer: string, address: string): Promise<URL> {
  const cookies = new Map<string, string>()
  for (let step = 0, next = address; step < 10; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (!location) throw new Error(`The provider answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
    next = new URL(location, next).href
    if (!next.startsWith(issuer)) return new URL(next)
  }
  throw new Error('The provider leads on and on')
}
