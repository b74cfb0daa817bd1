import { describe, expect, it } from 'vitest'
import { mayGive } from '../../cases/permissions.ts'
import { edition, first, focusedCase, second } from './westmere-on-paper.ts'

describe('the adoption of another edition for a running case', () => {
  it('reckons a day again by the clock that the edition gives, with the reason on record', () => {
    const one = focusedCase()
    expect(one.owed('improvement-agenda')?.due).toBe('2026-01-26')
    one.adopt('2026-01-12', second)
    expect(one.of('deadline-moved', 'improvement-agenda')).toMatchObject([{ from: '2026-01-26', due: '2026-02-02' }])
    expect(one.of('deadline-moved', 'improvement-agenda')[0]?.reason).toBe(
      "Edition 2026 of Westmere's policy is adopted for this case: The governors asked for it",
    )
  })

  it('ends what the edition no longer owes, and opens what it newly owes at this level', () => {
    const one = focusedCase()
    one.adopt('2026-01-12', second)
    expect(one.of('deadline-cancelled', 'budget-check')).toHaveLength(1)
    expect(one.of('deadline-opened', 'parents-evening')).toMatchObject([{ owner: 'headteacher', due: '2026-02-23' }])
    expect(one.paper.state().edition).toBe('2026')
    expect(one.events.filter((each) => each.type === 'policy-adopted')).toMatchObject([{ from: '2024', to: '2026' }])
  })

  it('gives a duty to its new owner, whom the ladder of the edition reminds', () => {
    const one = focusedCase()
    one.adopt('2026-01-12', second)
    expect(one.owed('first-visit')).toMatchObject({ owner: 'lead-adviser', due: '2026-01-19' })
    expect(one.owed('first-visit')?.rungs.map(({ offset, to }) => [offset, ...to])).toEqual([
      [-3, 'lead-adviser'],
      [1, 'lead-adviser', 'head-of-education'],
      [4, 'head-of-education'],
    ])
  })

  it('chases what is missed already by the new ladder, and gives back a day that has not passed under the new clock', () => {
    const one = focusedCase()
    one.adopt('2026-01-28', second)
    expect(one.of('deadline-missed', 'improvement-agenda')).toHaveLength(1)
    expect(one.owed('improvement-agenda')).toMatchObject({ status: 'open', due: '2026-02-02' })
    expect(one.owed('first-visit')).toMatchObject({ status: 'missed', owner: 'lead-adviser' })
    one.passTo('2026-02-20')
    expect(one.letters.filter((each) => each.rung && each.to === 'school-adviser' && each.at > '2026-02-04')).toEqual(
      [],
    )
  })

  it('does not open what was done already', () => {
    const one = focusedCase()
    one.give('2026-01-07', 'recordVisit', { by: 'school-adviser', report: 'r' })
    one.adopt('2026-01-12', second)
    expect(one.owed('first-visit')).toBeUndefined()
  })

  it('leaves a day standing that a person has set', () => {
    const one = focusedCase()
    one.give('2026-01-07', 'extendDeadline', { deadline: 'improvement-agenda', to: '2026-03-02', reason: 'r' })
    one.adopt('2026-01-12', second)
    expect(one.owed('improvement-agenda')?.due).toBe('2026-03-02')
  })

  it('goes on when more time has passed: what recurs comes by the new edition', () => {
    const one = focusedCase()
    one.adopt('2026-01-12', second)
    one.passTo('2026-05-01')
    expect(one.of('deadline-opened', 'termly-meeting').length).toBe(2)
    expect(one.paper.policy().edition).toBe('2026')
  })

  it('tells whoever owes something, or owed it until now', () => {
    const one = focusedCase()
    one.adopt('2026-01-12', second)
    const told = one.letters.filter((each) => each.letter === 'policy-adopted')
    expect(told.map((each) => each.to).sort()).toEqual(['headteacher', 'lead-adviser', 'school-adviser'])
    expect(told[0]?.facts).toMatchObject({
      from: '2024',
      to: '2026',
      ended: ["Look at the school's budget with its bursar"],
    })
  })

  it('is refused for the present edition, for one that there is not, and for one without the level of the case', () => {
    const one = focusedCase()
    const before = JSON.stringify(one.paper.state())
    expect(() => one.adopt('2026-01-05', first)).toThrow('runs under the edition "2024" of Westmere already')
    expect(() => one.adopt('2026-01-05', undefined)).toThrow('there is no edition "2030" of the policy of Westmere')
    const renamed = edition('2026', (text) => text.replaceAll(/\bfocused\b/g, 'close'))
    expect(() => one.adopt('2026-01-05', renamed)).toThrow(
      'Focused support, at which the case is, does not exist in the edition "2026": change the level first',
    )
    expect(JSON.stringify(one.paper.state())).toBe(before)
  })

  it('may be given by whoever may change the level, unless the policy says otherwise', () => {
    const asked = { name: 'adoptPolicy', input: { edition: '2026', reason: 'r' } } as const
    expect(mayGive(first, null, asked, 'head-of-education', 'primary').allowed).toBe(true)
    expect(mayGive(first, null, asked, 'school-adviser', 'primary').allowed).toBe(false)
    const other = {
      ...first,
      permissions: { ...first.permissions, adoptPolicy: { roles: ['school-adviser'], school: false } },
    }
    expect(mayGive(other, null, asked, 'school-adviser', 'primary').allowed).toBe(true)
    expect(mayGive(other, null, asked, 'head-of-education', 'primary').allowed).toBe(false)
  })
})
