import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bearerIn, recognizeTokens } from '../../access/caller.ts'
import { loadOrCreateTokens } from '../../access/tokens.ts'
import { policies } from '../records/support.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'tokens-'))

describe('the tokens of the embedded default', () => {
  it('are one for each role, in a file that only its owner reads', () => {
    const dir = folder()
    const tokens = loadOrCreateTokens(dir, ['dsim', 'headteacher'])
    expect(Object.keys(tokens)).toEqual(['dsim', 'headteacher'])
    expect(tokens['dsim']).toMatch(/^[\w-]{43}$/)
    expect(statSync(join(dir, 'tokens.json')).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(join(dir, 'tokens.json'), 'utf8'))).toEqual(tokens)
  })

  it('stay as they are, and roles that are missing are added', () => {
    const dir = folder()
    const first = loadOrCreateTokens(join(dir, 'new'), ['dsim'])
    const second = loadOrCreateTokens(join(dir, 'new'), ['dsim', 'director'])
    expect(second['dsim']).toBe(first['dsim'])
    expect(Object.keys(second)).toEqual(['dsim', 'director'])
  })

  it('stop the start with a sentence where the file is wrong', () => {
    const dir = folder()
    const file = join(dir, 'tokens.json')
    const wrong: [string, string][] = [
      ['{', 'is not JSON'],
      ['[]', 'is not an object'],
      ['{"dsim": "short"}', 'no token of 16 characters or more for dsim'],
      ['{"dsim": "0123456789abcdef", "sip": "0123456789abcdef"}', 'the same token twice'],
    ]
    for (const [text, why] of wrong) {
      writeFileSync(file, text)
      expect(() => loadOrCreateTokens(dir, ['dsim'])).toThrow(why)
    }
  })

  it('tell who calls: in every authority, a school’s role in every school', () => {
    const recognize = recognizeTokens({ dsim: 'a'.repeat(20), headteacher: 'b'.repeat(20) }, policies)
    expect(recognize('a'.repeat(20))).toEqual({ role: 'dsim', authorities: 'all', school: null })
    expect(recognize('b'.repeat(20))).toEqual({ role: 'headteacher', authorities: 'all', school: 'all' })
    expect(recognize('a'.repeat(19))).toBeUndefined()
    expect(recognize('')).toBeUndefined()
  })

  it('come as a bearer token', () => {
    expect(bearerIn('Bearer abc')).toBe('abc')
    expect(bearerIn('bearer abc=')).toBe('abc=')
    expect([bearerIn(undefined), bearerIn('Basic abc'), bearerIn('Bearer'), bearerIn('Bearer a b')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
