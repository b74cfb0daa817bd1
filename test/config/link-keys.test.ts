import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readEnvironment } from '../../config/environment.ts'
import { loadOrCreateLinkKeys } from '../../config/link-keys.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'link-keys-'))

describe('the keys of the links in mails', () => {
  it('are made once, for this service alone to read, and are the same ever after', () => {
    const DATA_DIR = folder()
    const keys = loadOrCreateLinkKeys({ DATA_DIR })
    expect(keys).toEqual([expect.stringMatching(/^[\w-]{43}$/)])
    expect(loadOrCreateLinkKeys({ DATA_DIR })).toEqual(keys)
    expect(readdirSync(DATA_DIR)).toEqual(['link-keys'])
    expect(statSync(join(DATA_DIR, 'link-keys')).mode & 0o777).toBe(0o600)
    expect(loadOrCreateLinkKeys({ DATA_DIR: folder() })).not.toEqual(keys)
  })

  it('are those of the setting where there is one: then nothing is kept', () => {
    const LINK_KEYS = `${'a'.repeat(32)},${'b'.repeat(40)}`
    const DATA_DIR = folder()
    expect(loadOrCreateLinkKeys({ ...readEnvironment({ LINK_KEYS }), DATA_DIR })).toEqual(LINK_KEYS.split(','))
    expect(readdirSync(DATA_DIR)).toEqual([])
  })

  it('may be several, one a line; a file without a key that is long enough is refused, in a sentence without it', () => {
    const DATA_DIR = folder()
    const file = join(DATA_DIR, 'link-keys')
    writeFileSync(file, `${'new'.repeat(11)}\n${'old'.repeat(11)}\n`)
    expect(loadOrCreateLinkKeys({ DATA_DIR })).toHaveLength(2)
    expect(readFileSync(file, 'utf8')).toContain('old')
    for (const wrong of ['', 'guessable\n']) {
      writeFileSync(file, wrong)
      expect(() => loadOrCreateLinkKeys({ DATA_DIR })).toThrow(/^(?!.*guessable).*holds no key of 32 characters/)
    }
  })
})
