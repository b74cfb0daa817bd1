import { describe, expect, it } from 'vitest'
import { happeningWords, titleOfDeadline } from '../../notifications/happening-words.ts'
import { loadPolicies } from '../../policies/policies.ts'

const darlington = loadPolicies().get('darlington')!
const at = '2026-11-25T16:11:00Z'
const wordsOf = (type: string, more = {}) => happeningWords({ at, type, ...more }, darlington, () => '')

describe('what happened, in words', () => {
  it('names each duty by its own title where the id of one begins like that of another (DA-3)', () => {
    const titled = (deadline: string) => titleOfDeadline({ at, type: 'deadline-opened', deadline }, darlington)
    expect(titled('action-plan')).toBe("Put together the authority's action plan for the school")
    expect(titled('action-plan-monitoring')).toBe('Evaluate the progress of the action plan')
  })

  it('says no step of a category a second time, after the command that brought it (DA-2)', () => {
    const steps = ['recommended', 'agreed', 'confirmed', 'challenged'].map((step) => `category-${step}`)
    for (const step of [...steps, 'challenge-decided']) expect(wordsOf(step, { reason: 'Three posts vacant' })).toBe('')
  })

  it('has a sentence for the beginning of a year', () => {
    expect(wordsOf('year-opened')).toBe('● The year begins')
    expect(wordsOf('year-opened', { anew: true })).toBe('● The year begins anew')
  })
})
