import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { differencesBetween } from '../../policies/differences.ts'
import { handbookOf } from '../../policies/handbook.ts'
import { PolicyFault, readPolicy } from '../../policies/policies.ts'

const document = readFileSync(join(import.meta.dirname, '../../policies/documents/hertfordshire.yaml'), 'utf8')
const code = document.indexOf('codeOfPractice:')

/** The document with one thing in its code of practice changed. */
function changed(from: string, to: string): string {
  const at = document.indexOf(from, code)
  expect(at).toBeGreaterThan(code)
  return document.slice(0, at) + to + document.slice(at + from.length)
}

const read = (text: string) => readPolicy(text, 'ours.yaml')
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part, code)).split('\n').length

describe('a code of practice in a policy document (HE-1)', () => {
  it.each([
    ['ahead: 10', 'ahead: 0', 'ahead: 0', 'codeOfPractice.0.ahead'],
    [
      'to: [headteacher,',
      'to: [head,',
      'to: [head,',
      'promise "visit" names the role "head", which the policy does not',
    ],
    [
      '[special-measures,',
      '[special,',
      '[special,',
      'promise "visit" names the category "special", which does not exist',
    ],
    ['id: meeting', 'id: visit', 'title: a meeting', 'two promises of the code of practice have the id "visit"'],
    [
      '[{ command: recordVisit }]',
      '[{ command: recordVisits }]',
      'recordVisits',
      'promise "visit" stands before "recordVisits": only these can be announced: changeLevel, recordVisit, recordMeeting',
    ],
    [
      '[{ command: recordVisit }]',
      '[{ command: usePower }]',
      'usePower',
      'promise "visit" stands before "usePower": only these can be announced',
    ],
    [
      'group: lead-officer',
      'group: choir',
      'choir',
      'promise "meeting" stands before recordMeeting where "group" is "choir", which it never is',
    ],
    [
      'group: lead-officer',
      'room: blue',
      'room: blue',
      'promise "meeting" stands before recordMeeting where "room" says something, and recordMeeting has no such field',
    ],
  ])('with %s as %s is refused with the line', (from, to, at, fault) => {
    const text = changed(from, to)
    const refused = () => read(text)
    expect(refused).toThrow(PolicyFault)
    expect(refused).toThrow(fault)
    expect(refused).toThrow(new RegExp(`line (${lineOf(text, at)}|${lineOf(text, at) - 1}): `))
  })

  it('stands in the handbook in words, with what is assumed of it (SO-1)', () => {
    const { promises, rules, assumptions } = handbookOf(read(document))
    expect(promises.map(({ id, rule }) => [id, rule])).toEqual([
      ['visit', 'HE-1'],
      ['meeting', 'HE-1'],
      ['change', 'HE-1'],
    ])
    expect(promises[1]?.says).toContain('told 5 working days ahead')
    expect(assumptions.filter((one) => one.startsWith('a meeting'))).toHaveLength(1)
    expect(rules.find(({ rule }) => rule === 'HE-1')?.carriedBy).toContain('notice of a visit')
  })

  it('that is another in the next edition is a difference in words', () => {
    const sentences = (text: string) =>
      differencesBetween(read(document), read(text)).map(({ about, sentence }) => `${about}: ${sentence}`)
    const who = 'headteacher and chair of governors told'
    const unless = ', but not while Ofsted’s judgement is special measures or notice to improve'
    expect(sentences(changed('ahead: 10', 'ahead: 15'))).toEqual([
      `promises: a visit (recordVisit): ${who} 10 working days ahead${unless} becomes a visit (recordVisit): ${who} 15 working days ahead${unless}`,
    ])
    const before = 'a change of its step in the framework (changeLevel'
    expect(sentences(changed(', { command: confirmCategory }]', ']'))).toEqual([
      `promises: ${before} and confirmCategory): ${who} 10 working days ahead${unless} becomes ${before}): ${who} 10 working days ahead${unless}`,
    ])
    const without = `${document.slice(0, code)}${document.slice(document.indexOf('ladders:', code))}`
    expect(sentences(without)).toHaveLength(3)
    expect(sentences(without)[1]).toMatch(
      /^promises: No more: a meeting \(recordMeeting \(group: lead-officer\) and .*: headteacher and chair of governors told 5/,
    )
  })
})
