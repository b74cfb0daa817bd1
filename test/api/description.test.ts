import { describe, expect, it } from 'vitest'
import { commandNames } from '../../cases/commands.ts'
import { useApi } from './support/api.ts'

const api = useApi()

interface Parameter {
  in: string
  name: string
  required?: boolean
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1 with every address of the contract', async () => {
    const { body } = await api.anybody().get('/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    const operations = Object.entries(body.paths as Record<string, object>).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(operations).toEqual(
      expect.arrayContaining([
        'POST /api/cases',
        'GET /api/cases',
        'GET /api/cases/{caseId}',
        'GET /api/cases/{caseId}/events',
        'GET /api/deadlines',
        'GET /api/schools/{urn}',
        'PUT /api/schools/{urn}',
        'POST /api/schools/import',
        'GET /api/schools/import',
        'POST /api/schools/{urn}/successor',
        'GET /api/schools',
        'GET /api/people',
        'GET /api/people/{personId}',
        'PUT /api/people/{personId}',
        'POST /api/calendar/bank-holidays/import',
        'POST /api/calendar/term-dates/import',
        'GET /api/policies',
        'GET /api/policies/{authority}',
        'GET /api/notifications',
        'GET /api/clock-sheet',
        'GET /healthz',
        'GET /readyz',
        'GET /metrics',
        'GET /openapi.json',
        'GET /docs',
        ...commandNames
          .filter((name) => name !== 'openCase' && name !== 'openYear')
          .map((name) => `POST /api/cases/{caseId}/commands/${name}`),
      ]),
    )
  })

  it('gives every operation what it takes, what it answers and its problems', async () => {
    const { body } = await api.anybody().get('/openapi.json')
    for (const [path, item] of Object.entries(body.paths as Record<string, Record<string, Record<string, never>>>))
      for (const [method, operation] of Object.entries(item)) {
        const responses = operation['responses'] as unknown as Record<string, { content?: object }>
        expect(operation['summary'], path).toBeTruthy()
        if (path.startsWith('/api'))
          expect(Object.keys(responses), path).toEqual(expect.arrayContaining(['401', '429', '500']))
        for (const [status, response] of Object.entries(responses))
          if (Number(status) >= 400)
            expect(Object.keys(response.content ?? {}), path).toEqual(['application/problem+json'])
        if (method === 'post' || method === 'put') expect(operation['requestBody'], path).toBeTruthy()
      }
    for (const [path, item] of Object.entries(
      body.paths as Record<string, Record<string, { parameters?: Parameter[] }>>,
    ))
      for (const { parameters = [] } of Object.values(item)) {
        const named = parameters.filter((one) => one.in === 'path')
        expect(named.map((one) => `{${one.name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
        expect(named.every((one) => one.required)).toBe(true)
      }
    const change = body.paths['/api/cases/{caseId}/commands/changeLevel'].post
    expect(change.requestBody.content['application/json'].schema).toMatchObject({
      required: ['to', 'reason'],
      additionalProperties: false,
    })
    expect(change.parameters.map((one: { name: string }) => one.name)).toEqual(['caseId', 'Idempotency-Key'])
  })

  it('describes what is asked for by true and false as booleans', async () => {
    const { body } = await api.anybody().get('/openapi.json')
    const schemaOf = (path: string, name: string) =>
      body.paths[path].get.parameters.find((one: { name: string }) => one.name === name).schema
    expect(schemaOf('/api/cases', 'overdue')).toEqual({ type: 'boolean' })
    expect(schemaOf('/api/cases/{caseId}', 'owed')).toMatchObject({ type: 'boolean' })
    expect(schemaOf('/api/cases/{caseId}', 'owed').enum).toBeUndefined()
  })

  it('says which deadlines are given without a status, and what stands of a notice', async () => {
    const { body } = await api.anybody().get('/openapi.json')
    expect(body.paths['/api/deadlines'].get.description).toContain('Without a status it gives what is still owed')
    const details = Object.keys(body.components.schemas.NoticeDetails.properties)
    expect(details).toEqual(
      expect.arrayContaining(['grounds', 'evidence', 'statements', 'periodEndsOn', 'windowEndsOn']),
    )
    expect(details).not.toContain('requestedBy')
  })

  it('is shown as a page that loads nothing from elsewhere', async () => {
    const { text, headers, status } = await api.anybody().get('/docs')
    expect(status).toBe(200)
    expect(headers['content-type']).toContain('text/html')
    expect(headers['content-security-policy']).toMatch(/style-src 'sha256-/)
    for (const words of [
      '/api/cases/{caseId}/commands/issueWarningNotice',
      'Idempotency-Key',
      'id="problem-not-now"',
      'id="schema-Case"',
    ])
      expect(text).toContain(words)
    expect(text).not.toMatch(/<script|src=|https?:\/\//)
  })
})
