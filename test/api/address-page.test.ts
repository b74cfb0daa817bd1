import { describe, expect, it } from 'vitest'
import { useApi } from './support/api.ts'

const api = useApi()

describe('the page where the links of our mails lead', () => {
  const addresses = ['/', '/cases', '/cases/staffordshire-900001-1', '/cases/nobody-knows/notices/1', '/cases/%E0%A4%A']

  it('is the same for everybody and every case, without a token', async () => {
    const answers = await Promise.all(addresses.map((path) => api.anybody().get(path)))
    expect(answers.map((answer) => answer.status)).toEqual(addresses.map(() => 200))
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
    expect(api.cases.calls).toEqual([])
  })

  it('says what this address is, that the page is not here yet, and what to do instead', async () => {
    const { text, headers } = await api.anybody().get('/cases/staffordshire-900001-1')
    expect(headers['content-type']).toContain('text/html')
    for (const words of ['service in which a local authority', 'is not here yet', 'reply to the mail', 'href="/docs"'])
      expect(text).toContain(words)
    expect(text).not.toContain('900001')
  })

  it('needs nothing but itself, and can be read by everybody', async () => {
    const { text, headers } = await api.anybody().get('/')
    expect(headers['content-security-policy']).toBe(
      (await api.anybody().get('/docs')).headers['content-security-policy'],
    )
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*style-src 'sha256-/)
    expect(text).not.toMatch(/<script|src=|style="|https?:\/\//)
    expect(text).toMatch(/<html lang="en-GB">.*<title>[^<]+<\/title>.*<main>\s*<h1>/s)
    expect(text.match(/<h1>/g)).toHaveLength(1)
  })

  it('is for reading alone, and for no other address', async () => {
    expect((await api.anybody().head('/cases/x')).status).toBe(200)
    const post = await api.anybody().post('/cases/x').send({})
    expect([post.status, post.headers['allow']]).toEqual([405, 'GET, HEAD'])
    expect((await api.anybody().get('/casesque')).status).toBe(404)
    expect((await api.anybody().get('/api/cases/x')).status).toBe(401)
  })
})
