import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answer } from '../../cases/reckoning.ts'

import type { Question } from '../../cases/turn.ts'
import { loadPolicies, readPolicy, PolicyFault } from '../../policies/policies.ts'
import { calendarOf } from '../calendar/calendars.ts'

const policy = loadPolicies().get('staffordshire')!
const calendar = calendarOf()
const asked: Extract<Question, { ask: 'deadline' }> = {
  ask: 'deadline',
  key: 'practice#1',
  clock: { kind: 'minutes', minutes: 0.5 },
  from: '2026-11-25',
  due: null,
  recurs: null,
  asOf: '2026-11-25T10:00:00+00:00',
  ladder: {
    statutory: false,
    rungs: [
      { offset: -1, to: ['owner'], kind: 'reminder' },
      { offset: -0.1, to: ['owner'], kind: 'reminder' },
      { offset: 0.2, to: ['owner'], kind: 'escalation', every: 0.1 },
    ],
  },
}

describe('a rehearsal, whose clock runs in minutes', () => {
  it('counts fractions of a minute to the second, and leaves out a rung that lies before the opening', () => {
    const found = answer(calendar, policy, asked)
    expect(found).toMatchObject({
      passesAt: '2026-11-25T10:00:30+00:00',
      rungs: [
        { at: '2026-11-25T10:00:24+00:00', offset: -0.1 },
        { at: '2026-11-25T10:00:42+00:00', offset: 0.2, every: 0.1 },
      ],
    })
  })

  it('repeats a rung every so many minutes, from its nominal moment on', () => {
    const repeat = { ask: 'repeat', key: 'practice#1', due: '2026-11-25', offset: 0.2 + 0.1, every: 0.1 } as const
    const passesAt = '2026-11-25T10:00:30+00:00'
    const next = answer(calendar, policy, { ...repeat, passesAt, after: '2026-11-25T10:00:42+00:00' })
    expect(next).toMatchObject({ offset: 0.3, at: '2026-11-25T10:00:48+00:00' })
    const later = answer(calendar, policy, { ...repeat, passesAt, after: '2026-11-25T10:00:59+00:00' })
    expect(later).toMatchObject({ offset: 0.5, at: '2026-11-25T10:01:00+00:00' })
  })

  it('alone may have fractions in its ladder: days are whole', () => {
    const text = readFileSync('policies/documents/staffordshire.yaml', 'utf8')
    const broken = text.replace('{ offset: -5,', '{ offset: -4.5,')
    expect(broken).not.toBe(text)
    expect(() => readPolicy(broken, 'staffordshire.yaml')).toThrow(PolicyFault)
    expect(() => readPolicy(broken, 'staffordshire.yaml')).toThrow('only minutes may be fractions')
  })
})
