import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApiServer } from '../../api/listen.ts'
import { useApi } from '../api/support/api.ts'

const api = useApi()
let server: Server

beforeAll(async () => {
  server = createApiServer(api.app)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
})
afterAll(() => server.close())

/** What comes back for these bytes, as it is; the connection is closed by the server, or after its answer. */
function raw(bytes: string): Promise<string> {
  return new Promise((settle, fail) => {
    let answer = ''
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(bytes))
    socket.setTimeout(10_000, () => socket.destroy())
    socket.on('data', (data) => {
      answer += data.toString()
    })
    socket.on('close', () => settle(answer))
    socket.on('error', fail)
  })
}

const isProblem = (answer: string, status: number) => {
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toMatch(/^content-type: application\/problem\+json/im)
  const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as object
  expect(body).toMatchObject({ status, title: expect.any(String), detail: expect.stringMatching(/\w+ \w+/) })
}

const request = (line: string, ...headers: string[]) =>
  [line, 'Host: here', 'Connection: close', ...headers, '', ''].join('\r\n')

describe('what is hardly a request', () => {
  it('is answered by a problem document that says what to do', async () => {
    isProblem(await raw('this is no HTTP\r\n\r\n'), 400)
    isProblem(await raw(request(`GET /healthz?${'x'.repeat(20_000)} HTTP/1.1`)), 431)
    isProblem(await raw(request('GET /healthz HTTP/1.1', `X-Long: ${'x'.repeat(20_000)}`)), 431)
    isProblem(await raw(request('GET /healthz HTTP/1.1', 'Bro\u0000ken: x')), 400)
    isProblem(await raw(request('POST /api/cases HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked')), 400)
  })

  it('is a problem document for any path and query, and nothing outside the service is reached', async () => {
    const token = 'Authorization: Bearer token-of-dsim'
    const paths: [string, number][] = [
      ['/api/cases/%', 400],
      ['/api/cases/%c3%28', 400],
      ['/api/cases/..%2f..%2fetc%2fpasswd', 404],
      ['/api/cases/../../etc/passwd', 404],
      ['/api/cases/%00', 400],
      ['/api/cases/__proto__', 404],
      ['/api/cases/staffordshire-900001-1;DROP%20TABLE%20cases', 404],
      ["/api/cases/x'%20OR%20'1'='1", 404],
      ['//api//cases', 404],
      ['/API/NOTHING', 404],
      ['/api/people/constructor', 404],
      ['/api/policies/__proto__', 404],
      ['/api/policies/toString', 404],
      ['/api/cases?__proto__[x]=1', 400],
      ['/api/cases?authority[]=staffordshire', 400],
      ['/api/cases?authority=staffordshire&authority=darlington', 400],
      ['/api/cases?limit=1e2', 400],
      ['/api/cases?limit=99999999999999999999', 400],
      ['/api/cases?limit=0x10', 400],
      ['/api/cases?constructor=1', 400],
      ['/api/cases?cursor=%00', 400],
      ['/api/cases?cursor=bnVsbA', 400],
    ]
    const answers = await Promise.all(paths.map(([path]) => raw(request(`GET ${path} HTTP/1.1`, token))))
    expect(answers.map((answer, index) => [paths[index]?.[0], Number(answer.slice(9, 12))])).toEqual(paths)
    answers.forEach((answer, index) => isProblem(answer, paths[index]?.[1] ?? 0))
  })

  it('names in Allow the methods that an address knows, and takes no other', async () => {
    const token = 'Authorization: Bearer token-of-dsim'
    for (const method of ['PATCH', 'DELETE', 'TRACE', 'OPTIONS', 'PUT', 'PROPFIND', 'QUERY']) {
      const answer = await raw(request(`${method} /api/cases HTTP/1.1`, token))
      isProblem(answer, 405)
      expect(answer, method).toMatch(/^allow: POST, GET, HEAD\r$/im)
    }
    isProblem(await raw(request('NONSENSE /api/cases HTTP/1.1', token)), 400)
  })
})
