import { setTimeout as pause } from 'node:timers/promises'
import request from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { usualLimits } from '../../api/parts.ts'
import { useApi } from '../api/support/api.ts'
import { giasFile } from '../records/gias-file.ts'
import { addPeople, addSchool, holder } from '../records/support.ts'
import { headingIn, textOf, tokenIn, visitor } from './support/visitor.ts'

const api = useApi({ limits: { ...usualLimits, schoolFileBytes: 1_000_000 } })

beforeAll(async () => {
  await addPeople(
    api.records,
    holder('dana', 'dsim'),
    holder('sid', 'sip'),
    holder('hilda', 'headteacher', { school: '900002' }),
  )
  for (const urn of ['900001', '900002']) await addSchool(api.records, urn)
})

/** Somebody who sends files too. */
async function sender(person: string) {
  const agent = request.agent(api.app).set('Accept', 'text/html')
  const { text } = await agent.get('/sign-in')
  await agent
    .post('/sign-in')
    .type('form')
    .send({ person, _csrf: tokenIn(text) })
  return {
    get: (path: string) => agent.get(path),
    async send(file: Buffer | null, token?: string) {
      const csrf = token ?? tokenIn((await agent.get('/sign-out')).text)
      const form = agent.post('/schools/import').field('_csrf', csrf)
      return file ? form.attach('file', file, 'schools.csv') : form
    },
  }
}

async function endOf(path: string, someone: Awaited<ReturnType<typeof sender>>): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const { text } = await someone.get(path)
    if (!text.includes('data-state="running"')) return textOf(text)
    await pause(100)
  }
  throw new Error('The import does not end')
}

describe('the page of schools', () => {
  it('finds schools by name or URN, and shows one with who leads it', async () => {
    const dana = await visitor(api.app).signIn('dana')
    expect((await dana.get('/schools?text=900002')).text).not.toContain('/schools/900001')
    expect(textOf((await dana.get('/schools/900001')).text)).toContain('Headteacher Nobody on record')
    expect((await dana.get('/schools/900999')).status).toBe(404)
  })

  it('shows a school itself alone', async () => {
    const hilda = await visitor(api.app).signIn('hilda')
    expect((await hilda.get('/schools')).text).not.toContain('/schools/900001')
    expect((await hilda.get('/schools/900001')).status).toBe(404)
  })
})

describe('the import of schools', () => {
  it('takes the file that is published, tells how far it has come, and what it came to', async () => {
    const dana = await sender('dana')
    const begun = await dana.send(
      giasFile([{ URN: '900101', EstablishmentName: 'Marigold Primary School' }, { URN: 'x' }]),
    )
    expect([begun.status, begun.headers['location']]).toEqual([303, '/schools/import'])
    const words = await endOf('/schools/import', dana)
    expect(words).toContain('The import is done: 2 rows were read')
    expect(words).toContain('Line 3')
    expect((await dana.get('/schools?text=marigold')).text).toContain('/schools/900101')
  })

  it('asks for a file where none was chosen, and says what is wrong with one that is none', async () => {
    const dana = await sender('dana')
    const none = await dana.send(null)
    expect([none.status, none.text.includes('href="#file"')]).toEqual([400, true])
    await dana.send(Buffer.from('a picture, not a list of schools'))
    expect(await endOf('/schools/import', dana)).toContain('The import did not come to its end')
    const large = await dana.send(Buffer.alloc(1_500_000, 'x'))
    expect([large.status, textOf(large.text).includes('The file is larger than 1 MB')]).toEqual([413, true])
  })

  it('is for those who keep the schools, and comes from our own page', async () => {
    const sid = await sender('sid')
    expect(textOf((await sid.get('/schools/import')).text)).toContain('Importing schools is for those who')
    const refused = await sid.send(giasFile([]))
    expect([refused.status, headingIn(refused.text)]).toEqual([403, 'This is not for you to do'])
    expect((await (await sender('dana')).send(giasFile([]), 'of another session')).status).toBe(403)
  })
})
