import { describe, expect, it } from 'vitest'
import type { Letter, Unreached } from '../../cases/letters.ts'
import { passOn } from '../../cases/passing-on.ts'
import { caseOnPaper } from './case-on-paper.ts'

const statements = { matters: 'm', actionRequired: 'a', actionMinded: 'a', representations: 'r' }
const nobody = { why: 'nobody holds the role', detail: 'no holder is on record', address: null } as const
const refused = { why: 'refused by the mail server', detail: '550 no such user', address: 'dsim@example.org' } as const

function stageTwo(until: string) {
  const paper = caseOnPaper()
  const input = { authority: 'staffordshire', school: '900001', level: 'stage-2', reasons: ['budget'], summary: 's' }
  paper.give('2025-03-03', 'dsim', 'openCase', input)
  paper.passTo(until)
  return paper
}

/** What follows of the letters of one moment, where some of them reach nobody. */
function following(
  until: string,
  deadline: string,
  offset: number,
  missed: string[],
  why: Omit<Unreached, 'to' | 'letterKey'>,
) {
  const paper = stageTwo(until)
  const sent = paper.letters.filter((one) => one.deadline === deadline && one.rung?.offset === offset)
  const unreached = sent
    .filter((one) => missed.includes(one.to))
    .map((one) => ({ ...why, letterKey: one.key, to: one.to }))
  return passOn(paper.state().caseId, paper.state().deadlines, sent, unreached)
}
const heads = (letters: Letter[]): string[] => letters.map((one) => `${one.letter} ${one.kind} to ${one.to}`)

describe('a letter of a ladder that reaches nobody', () => {
  it('puts the overdue thing before the next of the ladder at once, and tells the administrator', () => {
    const letters = following('2025-03-12', 'assign-officer', 1, ['dsim', 'head-of-sid'], nobody)
    expect(heads(letters)).toEqual([
      'escalation escalation to deputy-director',
      'unreached notice to administrator',
      'unreached notice to administrator',
    ])
    expect(letters[0]).toMatchObject({
      at: '2025-03-11T09:00:00+00:00',
      gather: false,
      statutory: false,
      facts: { passedOn: 'nobody holds the role: dsim', passedRole: 'dsim' },
    })
  })

  it('is not passed on where somebody else of the same rung was reached, unless their address was refused', () => {
    expect(heads(following('2025-03-12', 'assign-officer', 1, ['dsim'], nobody))).toEqual([
      'unreached notice to administrator',
    ])
    expect(heads(following('2025-03-12', 'assign-officer', 1, ['dsim'], refused))).toEqual([
      'escalation escalation to deputy-director',
      'unreached notice to administrator',
    ])
  })

  it('stays a reminder while nothing is overdue', () => {
    expect(heads(following('2025-03-08', 'assign-officer', -1, ['dsim'], nobody))).toEqual([
      'reminder reminder to head-of-sid',
      'unreached notice to administrator',
    ])
  })

  it('tells the administrator the role, the address, why, and what it was about', () => {
    const news = following('2025-03-12', 'assign-officer', 1, ['dsim'], refused).at(-1)
    expect(news).toMatchObject({ statutory: false, gather: false, byPost: false, deadlines: [], rule: 'ST-13' })
    expect(news?.key).toBe('staffordshire-900001-1/assign-officer#1/1/dsim/dsim@example.org/told-administrator')
    expect(news?.rung).toBeUndefined()
    expect(news?.facts).toEqual({
      role: 'dsim',
      address: 'dsim@example.org',
      why: 'refused by the mail server',
      detail: '550 no such user',
      letter: 'overdue',
      about: 'Assign an LA officer to the school',
    })
  })
})

describe('a letter that a command causes and that reaches nobody', () => {
  const issued = () => {
    const paper = stageTwo('2025-03-03T10:00')
    paper.give('2025-03-04', 'dsim', 'requestWarningNotice', { grounds: ['serious-breakdown'], evidence: 'e' })
    paper.give('2025-03-04', 'head-of-sid', 'approveWarningNotice', { reason: 'r' })
    paper.give('2025-03-04', 'director', 'issueWarningNotice', statements)
    return paper
  }
  const toldOf = (to: string, why: Omit<Unreached, 'to' | 'letterKey'>) => {
    const paper = issued()
    const letter = paper.letters.findLast((one) => one.to === to)!
    const unreached = [{ ...why, letterKey: letter.key, to }]
    return passOn(paper.state().caseId, paper.state().deadlines, [letter], unreached)
  }

  it('goes by post to somebody outside, with its words for the administrator to print (LAW-4, LAW-9)', () => {
    const [news, ...others] = toldOf('chief-inspector', { ...nobody, detail: 'The words of the letter' })
    expect(others).toEqual([])
    expect(news).toMatchObject({ letter: 'by-post', kind: 'notice', to: 'administrator', rule: 'LAW-4' })
    expect(news?.facts).toEqual({
      role: 'chief-inspector',
      address: null,
      why: 'nobody holds the role',
      text: 'The words of the letter',
      letter: 'warning-notice-copy',
      about: 'warning-notice-copy',
    })
  })

  it('is reported and not printed where an address outside was refused, or where somebody inside is missing', () => {
    expect(heads(toldOf('chief-inspector', refused))).toEqual(['unreached notice to administrator'])
    expect(heads(toldOf('chair-of-governors', nobody))).toEqual(['unreached notice to administrator'])
  })

  it('ends with the administrator: what cannot reach them is not told to them again', () => {
    const [news] = toldOf('chief-inspector', nobody)
    const again = [{ ...nobody, letterKey: news!.key, to: 'administrator' }]
    expect(passOn('staffordshire-900001-1', [], [news!], again)).toEqual([])
  })
})
