import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openIdProvider, readEnvironment } from '../../config/environment.ts'

describe('the environment', () => {
  it('needs nothing to be set', () => {
    expect(readEnvironment({})).toMatchObject({
      PORT: 3000,
      TEMPORAL_PORT: 7233,
      TEMPORAL_UI_PORT: 8233,
      SMTP_PORT: 1025,
      INBOX_PORT: 1080,
      PUBLIC_URL: 'http://localhost:3000',
    })
  })

  it('takes an empty variable for one that is not set', () => {
    expect(readEnvironment({ PORT: '', SMTP_URL: '' })).toEqual(readEnvironment({}))
  })

  it('links to the port it listens on where nothing else is said', () => {
    expect(readEnvironment({ PORT: '4000' }).PUBLIC_URL).toBe('http://localhost:4000')
    expect(readEnvironment({ PUBLIC_URL: 'https://cases.example.org/' }).PUBLIC_URL).toBe('https://cases.example.org')
  })

  it('takes the address of a database behind a socket', () => {
    const address = 'postgres://postgres@%2Fsome%2Ffolder/postgres'
    expect(readEnvironment({ DATABASE_URL: address }).DATABASE_URL).toBe(address)
  })

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['LISTEN_ADDRESS', 'everywhere'],
    ['TEMPORAL_ADDRESS', 'http://temporal'],
    ['TEMPORAL_NAMESPACE', 'two words'],
    ['DATABASE_URL', 'mysql://host/name'],
    ['SMTP_URL', 'mail.example.org'],
    ['MAIL_FROM', 'nobody'],
    ['PUBLIC_URL', 'cases.example.org'],
    ['LINK_KEYS', 'too-short'],
    ['LINK_DAYS', '0'],
    ['OIDC_ISSUER', 'login.example.org'],
    ['OIDC_ISSUER', 'http://login.example.org'],
    ['LOG_LEVEL', 'loud'],
  ])('names %s when it is %s', (name, value) => {
    expect(() => readEnvironment({ [name]: value })).toThrow(new RegExp(`^${name} is ".*", but must be .*\\.$`))
  })

  it('names every fault at once', () => {
    expect(() => readEnvironment({ PORT: 'x', SMTP_PORT: 'y' })).toThrow(/^PORT .*\nSMTP_PORT .*$/)
  })

  it('shows no password, and no key', () => {
    expect(() => readEnvironment({ LINK_KEYS: 'my secret' })).toThrow(/^(?!.*secret)/)
    expect(() => readEnvironment({ DATABASE_URL: 'mysql://me:secret@host/name' })).toThrow(/^(?!.*secret)/)
  })

  it('takes an OpenID provider with all three of its variables, and refuses half of one', () => {
    const whole = { OIDC_ISSUER: 'https://login.example.org', OIDC_CLIENT_ID: 'us', OIDC_CLIENT_SECRET: 'secret' }
    expect(openIdProvider(readEnvironment(whole))).toMatchObject({ clientId: 'us' })
    expect(openIdProvider(readEnvironment({}))).toBeNull()
    for (const missing of Object.keys(whole))
      expect(() => readEnvironment({ ...whole, [missing]: '' })).toThrow(`${missing} is not set, but must be`)
  })

  it('refuses one port for two things', () => {
    expect(() => readEnvironment({ PORT: '1025' })).toThrow('SMTP_PORT is 1025, but PORT is the same port.')
  })

  it('has every setting in .env.example, with its default', () => {
    const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n')
    const given = lines.filter((line) => /^\w+=/.test(line)).map((line) => line.split(/=(.*)/s) as [string, string])
    expect(readEnvironment(Object.fromEntries(given))).toEqual(readEnvironment({}))
    expect(given.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(readEnvironment({}))))
  })
})
