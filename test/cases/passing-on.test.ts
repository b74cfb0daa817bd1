import { describe, expect, it } from 'vitest'
import type { Letter, Unreached } from '../../cases/letters.ts'
import { passOn } from '../../cases/passing-on.ts'
import { caseOnPaper } from './case-on-paper.ts'

const opening = { level: 'stage-2', reasons: ['low-attainment'], summary: 'Results fell' }

const heldByNobody = ({ key, to }: Letter): Unreached => ({
  letterKey: key,
  to,
  why: 'nobody holds the role',
  detail: '',
  address: null,
})

/** What follows where nobody holds these roles, from the first letters to the last that reaches somebody. */
function passedOn(paper: ReturnType<typeof caseOnPaper>, letters: Letter[], nobody: string[]): Letter[] {
  const unreached = letters.filter((one) => nobody.includes(one.to)).map(heldByNobody)
  const onward = passOn(paper.state().caseId, paper.state().deadlines, letters, unreached)
  return onward.length ? [...onward, ...passedOn(paper, onward, nobody)] : []
}

function lettersOf(nobody: string[]): { key: string; onward: string[] }[] {
  const paper = caseOnPaper()
  paper.give('2025-03-03', 'dsim', 'openCase', { authority: 'staffordshire', school: '900001', ...opening })
  paper.passTo('2025-03-26')
  const own = paper.letters.filter((one) => one.rung && one.deadline === 'assign-officer')
  const moments = [...new Set(own.map((one) => one.at))]
  return moments.map((at) => {
    const here = own.filter((one) => one.at === at)
    return {
      key: here.map((one) => one.key).join(', '),
      onward: passedOn(paper, here, nobody)
        .filter((one) => one.to !== 'administrator')
        .map((one) => one.key),
    }
  })
}

describe('a rung that reaches nobody', () => {
  it('is passed on under a key of its own, so that a reminder passed on takes no later escalation’s place', () => {
    const onward = lettersOf(['dsim', 'head-of-sid']).flatMap((one) => one.onward)
    expect(onward).toContain('staffordshire-900001-1/assign-officer#1/5/deputy-director/for/1/head-of-sid/for/-1/dsim')
    expect(onward.filter((key, at) => onward.indexOf(key) !== at)).toEqual([])
  })

  it('is one letter to the next, also where nobody holds several of its roles', () => {
    const overdue = lettersOf(['dsim', 'head-of-sid']).find((one) => one.key.includes('#1/1/dsim'))
    expect(overdue?.onward).toEqual([
      'staffordshire-900001-1/assign-officer#1/5/deputy-director/for/1/dsim+head-of-sid',
    ])
  })

  it('never comes back to a role that it has passed already', () => {
    const paper = caseOnPaper()
    paper.give('2025-03-03', 'dsim', 'openCase', { authority: 'staffordshire', school: '900001', ...opening })
    const owed = paper.owed('assign-officer').map((one) => ({
      ...one,
      rungs: one.rungs.map((rung) => (rung.offset === 5 ? { ...rung, to: ['dsim'] } : rung)),
    }))
    paper.passTo('2025-03-08')
    const reminder = paper.letters.filter((one) => one.rung && one.deadline === 'assign-officer').slice(0, 1)
    const onward = (letters: Letter[]): Letter[] =>
      passOn(paper.state().caseId, owed, letters, letters.map(heldByNobody)).filter((one) => one.rung)
    const first = onward(reminder)
    const second = onward(first)
    expect([...reminder, ...first, ...second].map((one) => one.to)).toEqual(['dsim', 'head-of-sid', 'director'])
  })

  it('comes back to none of the roles that its own rung was for', () => {
    const paper = caseOnPaper()
    paper.give('2025-03-03', 'dsim', 'openCase', { authority: 'staffordshire', school: '900001', ...opening })
    paper.passTo('2025-03-26')
    const first = paper.letters.filter((one) => one.rung?.offset === 1 && one.deadline === 'assign-officer')
    expect(first.map((one) => one.to)).toEqual(['dsim', 'head-of-sid'])
    const owed = paper.owed('assign-officer').map((one) => ({
      ...one,
      rungs: [
        { ...one.rungs[0]!, offset: 3, to: ['deputy-director'] },
        { ...one.rungs[0]!, offset: 5, to: ['head-of-sid', 'director'] },
      ],
    }))
    const onward = (letters: Letter[]): Letter[] =>
      passOn(paper.state().caseId, owed, letters, letters.map(heldByNobody)).filter((one) => one.rung)
    const second = onward(first)
    expect(second.map((one) => one.to)).toEqual(['deputy-director'])
    expect(onward(second).map((one) => one.to)).toEqual(['director'])
  })

  it('goes up to whoever can be reached', () => {
    const overdue = lettersOf(['dsim', 'head-of-sid', 'deputy-director']).find((one) => one.key.includes('#1/1/dsim'))
    expect(overdue?.onward.at(-1)).toContain('#1/10/director/for/5/deputy-director')
  })
})
