import { describe, expect, it } from 'vitest'
import { problemOf } from '../../api/problem.ts'

describe('a database that dies while a request is carried out', () => {
  it.each([
    'Connection terminated unexpectedly',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
  ])('is a part that is down (503), not our fault (500): %s', (message) => {
    expect(problemOf(new Error(message)).status).toBe(503)
    expect(problemOf(new Error('Something else')).status).toBe(500)
  })
})
