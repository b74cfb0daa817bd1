import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { differencesInWords } from '../../policies/differences-in-words.ts'
import { differencesBetween } from '../../policies/differences.ts'
import { loadPolicies, readPolicy } from '../../policies/policies.ts'
import type { Policy } from '../../policies/policy.ts'

const root = join(import.meta.dirname, '../..')
const westmere = (edition: string) => join('test/scenarios/policies', `westmere-${edition}.yaml`)
const read = (file: string): Policy => readPolicy(readFileSync(join(root, file), 'utf8'), file)
const [first, second] = [read(westmere('2024')), read(westmere('2026'))]
const sentences = (before: Policy, after: Policy) => differencesBetween(before, after).map((one) => one.sentence)

describe('the differences of two editions', () => {
  it('are sentences: what is new, what is no more, what has become of a number and of an owner', () => {
    expect(sentences(first, second)).toEqual([
      'The level Intensive support (intensive) is new: the authority is in the school each week; counts as intervention',
      'Visit the school: owed by the lead adviser, no longer by the school adviser',
      'Agree an improvement agenda with the school: 15 working days become 20',
      "No longer owed: Look at the school's budget with its bursar (WM-3)",
      'New is: Invite the parents and tell them what is being done, owed by the headteacher, 30 working days, at Focused support (WM-5)',
      'The ladder “usual” loses the rung 5 working days after, and every 10 again: escalation to Head of Education',
      'The ladder “usual” gains the rung 4 working days after, and every 5 again: escalation to Head of Education',
      'paper: Invented: Supporting schools in Westmere, first edition becomes Invented: Supporting schools in Westmere, second edition',
      "Look at the school's results with its headteacher: owed by the lead adviser, no longer by the school adviser",
      "Look at the school's results with its headteacher: by the last school day of the term becomes 30 working days",
      "Look at the school's results with its headteacher: “Each term a school adviser looks at the results of every school.” becomes “Each term the lead adviser looks at the results of every school, early enough to act on them.”",
    ])
  })

  it('are none of an edition and itself, and tell what was taken away from the other side', () => {
    expect(differencesBetween(first, first)).toEqual([])
    expect(sentences(second, first)).toContain(
      'No longer owed: Invite the parents and tell them what is being done (WM-5)',
    )
  })

  it('say of a year whose it is', () => {
    const staffordshire = loadPolicies().get('staffordshire') as Policy
    const other = structuredClone(staffordshire)
    if (other.year.school?.visitDays) other.year.school.visitDays.days = 6
    const category = other.year.school?.levels.find((one) => one.id === 'category-3')
    if (category) category.support = 'high'
    expect(differencesBetween(staffordshire, other)).toEqual([
      { about: 'levels', of: 'school-year', id: 'category-3', sentence: 'Category 3: support: medium becomes high' },
      { about: 'settings', of: 'school-year', id: 'visitDays', sentence: 'visitDays days: 5 becomes 6' },
    ])
  })

  it('leave nothing out: whatever is changed in a policy is a difference', () => {
    const policy = loadPolicies().get('dudley') as Policy
    const silent = leavesOf(policy)
      .filter(([field]) => !['authority', 'name', 'edition', 'inForceFrom', 'inForceTo'].includes(String(field)))
      .filter((path) => !differencesBetween(policy, changedAt(policy, path)).length)
      .map((path) => path.join('.'))
    expect(silent).toEqual([])
  }, 60_000)

  it('are a page of text, by part and subject', () => {
    const words = differencesInWords(first, second)
    expect(words.split('\n')[0]).toBe(
      'Westmere, edition 2024 (in force from Sunday 1 September 2024) → Westmere, edition 2026 (in force from Monday 5 January 2026): 11 differences',
    )
    expect(words).toContain(
      'Schools causing concern: what is owed\n- Visit the school: owed by the lead adviser, no longer by the school adviser',
    )
    expect(differencesInWords(first, first)).toContain(': no differences')
  })
})

describe('npm run policy -- --diff', () => {
  const run = (...args: string[]) => {
    try {
      return execFileSync(process.execPath, ['scripts/policy.ts', ...args], {
        cwd: root,
        encoding: 'utf8',
        stdio: 'pipe',
      })
    } catch (error) {
      return (error as { stderr: string }).stderr
    }
  }

  it('prints them for two documents, and for editions of the service by name', () => {
    expect(run('--diff', westmere('2024'), westmere('2026')).trimEnd()).toBe(differencesInWords(first, second))
  }, 60_000)

  it('says what is missing, and which editions there are', () => {
    expect(run('--diff', 'dudley@2031', 'dudley@2008')).toContain(
      'There is no edition "2031" of "dudley": there are dudley@2008',
    )
    expect(run('--diff', westmere('2024'))).toContain('Say which two editions: ')
  }, 60_000)
})

type Path = (string | number)[]

/** The paths to all words, numbers and answers of a policy. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return value === undefined ? [] : [path]
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...path, key]))
}

/** The policy with one leaf of it changed. */
function changedAt(policy: Policy, path: Path): Policy {
  const copy = structuredClone(policy)
  const [last = '', ...above] = path.toReversed()
  const parent = above.reduceRight<Record<string, unknown>>(
    (node, key) => node[key] as Record<string, unknown>,
    copy as unknown as Record<string, unknown>,
  )
  const value = parent[last]
  parent[last] = typeof value === 'boolean' ? !value : typeof value === 'number' ? value + 1 : `${String(value)}x`
  return copy
}
