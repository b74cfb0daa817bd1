import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  /** As it came over the wire, compressed. */
  bytes: number
}

/** Somebody signed in, as a browser would be that keeps its cookie. */
export async function pageVisitor(url: string, person: string) {
  let cookie = ''
  const ask = async (path: string, form?: Record<string, string>): Promise<Answer> => {
    const answer = await exchange(new URL(path, url), cookie, form)
    const [set] = [answer.headers['set-cookie'] ?? []].flat()
    if (set) cookie = set.split(';')[0] ?? ''
    return answer
  }
  const choice = await ask('/sign-in')
  const [, token] = /name="_csrf" value="([^"]+)"/.exec(choice.text) ?? []
  if (!token) throw new Error(`Nobody can sign in: /sign-in answered ${choice.status}`)
  await ask('/sign-in', { person, _csrf: token })
  return {
    /** Milliseconds until the page has come. Throws where it is no page. */
    async open(path: string): Promise<number> {
      const began = performance.now()
      const { status } = await ask(path)
      if (status !== 200) throw new Error(`The page ${path} answered ${status}`)
      return performance.now() - began
    },
    /** Bytes of a page's first load as they travel, its styles and scripts with it; no pictures, and there are no fonts. */
    async weigh(path: string): Promise<number> {
      const page = await ask(path, undefined)
      const linked = [...page.text.matchAll(/["'](\/assets\/[^"']+\.(?:css|js))["']/g)].map(([, asset]) =>
        String(asset),
      )
      let bytes = page.bytes
      for (const asset of new Set(linked)) bytes += (await ask(asset)).bytes
      return bytes
    },
  }
}

/** One exchange whose bytes are counted before they are unpacked. */
function exchange(to: URL, cookie: string, form?: Record<string, string>): Promise<Answer> {
  const body = form && new URLSearchParams(form).toString()
  const headers = {
    accept: 'text/html',
    'accept-encoding': 'gzip',
    ...(cookie && { cookie }),
    ...(body && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
  }
  return new Promise((settle, fail) => {
    const asked = request(to, { method: body ? 'POST' : 'GET', headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', fail)
      response.on('end', () => {
        const whole = Buffer.concat(chunks)
        const text = (response.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole).toString()
        settle({ status: response.statusCode ?? 0, headers: response.headers, text, bytes: whole.length })
      })
    })
    asked.on('error', fail)
    asked.end(body)
  })
}
