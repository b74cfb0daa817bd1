import { expect, it } from 'vitest'
import { stories } from '../../demonstration/stories.ts'

it('a case of the demonstration whose file is older than its opening says so', () => {
  const today = '2026-03-16'
  const told = stories(today).map(({ summary, commands }) => {
    const days = commands.flatMap(([, , input]) => Object.values(input).filter((one) => /^\d{4}-/.test(String(one))))
    return { older: days.some((day) => String(day) < today), says: summary.includes('Taken over from the paper file') }
  })
  expect(told.filter(({ older, says }) => older !== says)).toEqual([])
  expect(told.filter(({ says }) => says).length).toBeGreaterThan(3)
})
