import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPolicy } from '../../policies/policies.ts'

const document = readFileSync(join(import.meta.dirname, '../../policies/documents/darlington.yaml'), 'utf8')

function refusal(from: string, to: string): string {
  const changed = document.replace(from, to)
  expect(changed).not.toBe(document)
  try {
    readPolicy(changed, 'darlington.yaml')
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'no refusal'
}

describe('a policy that keeps its categories confidential (DA-4)', () => {
  it.each([
    [
      'a duty of some categories owed by',
      'owner: lead-officer\n    opens: { atLevel: [targeted]',
      'owner: sip\n    opens: { atLevel: [targeted]',
      'deadline "lead-officer-visit"',
      'sip',
    ],
    [
      'a ladder of such a duty that reaches',
      '{ offset: 5, to: [director]',
      '{ offset: 5, to: [director, sip-manager]',
      'deadline "lead-officer-visit"',
      'sip-manager',
    ],
    [
      'a letter about a level to',
      'letter: concern, kind: notice, to: [headteacher]',
      'letter: concern, kind: notice, to: [headteacher, chair-of-governors]',
      'tell on "case-opened"',
      'chair-of-governors',
    ],
    [
      'a command that names a category, given by',
      'challengeCategory: { roles: [headteacher] }',
      'challengeCategory: { school: true }',
      'permission "challengeCategory"',
      'chair-of-governors',
    ],
    [
      'a line manager who may not know it',
      'lineManager: assistant-director }\n  assistant-director',
      'lineManager: sip-manager }\n  assistant-director',
      'role "lead-officer"',
      'sip-manager',
    ],
  ])('is refused for %s somebody who may not know them', (_what, from, to, where, role) => {
    const said = refusal(from, to)
    expect(said).toMatch(/line \d+/)
    expect(said).toContain(`${where}`)
    expect(said).toContain(`would tell the role "${role}" a confidential level`)
  })

  it('is refused for a role that there is not among those who may know', () => {
    expect(refusal('seenBy: [director,', 'seenBy: [the-mayor,')).toContain('names the role "the-mayor"')
  })
})
