import { describe, expect, it } from 'vitest'
import { endOfDay } from '../../calendar/london.ts'
import { effectOfAdopting } from '../../cases/effect-of-adopting.ts'
import { edition, first, focusedCase, second } from './westmere-on-paper.ts'

const at = '2026-01-12T10:00:00+00:00'

/** A case of 5 January under the first edition, and what the other would do to it on 12 January. */
function rehearsed(other = second, until?: string) {
  const one = focusedCase()
  one.passTo('2026-01-12')
  const standing = { state: one.paper.state(), policy: one.paper.policy(), calendar: one.calendar }
  const before = JSON.stringify(standing.state)
  const effect = effectOfAdopting({ ...standing, at, before: until ? endOfDay(until) : 0 }, other)
  expect(JSON.stringify(standing.state)).toBe(before)
  return { one, effect, of: (id: string) => effect.duties.find((each) => each.id === id) }
}

describe('what a new edition would do to a running case', () => {
  it('is told duty by duty: moved from one day to another, opened, cancelled, given to another', () => {
    const { of, effect } = rehearsed()
    expect(of('improvement-agenda')).toMatchObject({ effect: 'moved', due: { from: '2026-01-26', to: '2026-02-02' } })
    expect(of('parents-evening')).toMatchObject({
      effect: 'opened',
      due: { from: null, to: '2026-02-23' },
      owner: { from: null, to: 'headteacher' },
    })
    expect(of('budget-check')).toMatchObject({ effect: 'cancelled', due: { from: '2026-02-02', to: null } })
    expect(of('first-visit')).toMatchObject({
      effect: 'given',
      owner: { from: 'school-adviser', to: 'lead-adviser' },
      nextRung: {
        from: '2026-01-14T09:00 reminder to school-adviser',
        to: '2026-01-14T09:00 reminder to lead-adviser',
      },
    })
    expect(effect.told.toSorted()).toEqual(['headteacher', 'lead-adviser', 'school-adviser'])
    expect(effect.refused).toBeNull()
  })

  it('is what adopting then does', () => {
    const { one, effect } = rehearsed()
    one.adopt('2026-01-12', second)
    for (const { id, due, owner, effect: what } of effect.duties) {
      const owed = one.owed(id)
      expect([id, owed?.due ?? null, what === 'cancelled' ? null : owed?.owner]).toEqual([id, due.to, owner.to])
    }
    expect(effect.duties.map((each) => each.id).toSorted()).toEqual([
      'budget-check',
      'first-visit',
      'improvement-agenda',
      'parents-evening',
    ])
  })

  it('names a duty that only another ladder chases, and none that goes on as it was', () => {
    const later = edition('2024', (text) =>
      text.replace("edition: '2024'", "edition: '2025'").replace('offset: -3', 'offset: -2'),
    )
    const { effect } = rehearsed(later)
    expect(new Set(effect.duties.map((each) => each.effect))).toEqual(new Set(['chased']))
    const renamed = edition('2024', (text) => text.replace("edition: '2024'", "edition: '2025'"))
    expect(rehearsed(renamed).effect.duties).toEqual([])
  })

  it('tells besides what would come until a day under one of them alone, if nobody acts', () => {
    const halfTermly = edition('2026', (text) =>
      text.replace(
        'recurs: term\n    clock: { kind: end-of-term }',
        'recurs: half-term\n    clock: { kind: end-of-half-term }',
      ),
    )
    expect(rehearsed(second, '2026-05-01').effect.coming).toEqual([])
    const { coming } = rehearsed(halfTermly, '2026-05-01').effect
    expect(coming.map(({ id, under, due }) => [id, under, due])).toEqual([
      ['termly-meeting', 'present', '2026-07-17'],
      ['termly-meeting', 'other', '2026-03-27'],
      ['termly-meeting', 'other', '2026-05-22'],
    ])
  })

  it('is a refusal in a sentence where the case cannot adopt it, and nothing else', () => {
    const renamed = edition('2026', (text) => text.replaceAll(/\bfocused\b/g, 'close'))
    const { effect } = rehearsed(renamed)
    expect(effect).toMatchObject({ duties: [], coming: [], told: [] })
    expect(effect.refused).toContain('Focused support, at which the case is, does not exist in the edition "2026"')
    expect(rehearsed(first).effect.refused).toContain('runs under the edition "2024" of Westmere already')
  })
})
