import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importTermDates } from '../../records/calendar.ts'
import { startDatabase } from '../../embedded/database.ts'
import { connectRecords, migrate } from '../../records/database.ts'
import { addSchool } from '../records/support.ts'

const root = join(import.meta.dirname, '../..')

async function clock(args: string, more: Record<string, string> = {}) {
  const env = { ...process.env, DATA_DIR: mkdtempSync(join(tmpdir(), 'clock-')), DATABASE_URL: '', ...more }
  const child = spawn(process.execPath, ['scripts/clock.ts', ...args.split(' ')], { cwd: root, env })
  const said = { out: '', error: '' }
  child.stdout.on('data', (words) => (said.out += words))
  child.stderr.on('data', (words) => (said.error += words))
  const code = await new Promise((settle) => child.once('close', settle))
  return { code, ...said }
}

describe('npm run clock', () => {
  it('prints a clock sheet to read, or as JSON', async () => {
    const args = '--authority staffordshire --clock warning-notice-response --from 2025-03-14'
    const text = await clock(args)
    expect([text.code, text.error]).toEqual([0, ''])
    expect(text.out).toContain('due       Friday 4 April 2025')
    const json = await clock(`${args} --school 900001 --json`)
    expect([json.code, json.error.trim().split('\n').length]).toEqual([0, 1])
    expect(json.error).toContain('own dates of the school 900001 are not known')
    expect(JSON.parse(json.out)).toMatchObject({ authority: 'staffordshire', law: 'LAW-9', due: '2025-04-04' })
  })

  it('shows the settings of LAW-10 and TERM-2 wherever they decide the date', async () => {
    const args = '--authority staffordshire --from 2025-03-14'
    const { out } = await clock(`${args} --clock statement-of-action`)
    expect(out).toContain('setting   the clock starts on the day the report is received, not published (LAW-10)')
    expect(out).toContain('setting   a one-week half term is not ‘longer than a week’')
    expect((await clock(`${args} --clock two-term-review`)).out).toContain('counts as the first (TERM-2)')
    expect((await clock(`${args} --clock powers-window`)).out).not.toContain('setting')
    const json = JSON.parse((await clock(`${args} --clock statement-of-action --json`)).out)
    expect(Object.keys(json)).toHaveLength(9)
  })

  it.each([
    ['--authority atlantis --clock powers-window --from 2025-03-14', 'atlantis'],
    ['--authority staffordshire --clock egg-timer --from 2025-03-14', 'egg-timer'],
    ['--authority staffordshire --clock powers-window --from 2025-02-30', '2025-02-30'],
    ['--authority staffordshire --clock powers-window', 'Say which clock'],
    ['--authority staffordshire --clock powers-window --from 2025-03-14 --school 12', '12'],
    ['--colour red', '--colour'],
  ])('says in one sentence what is wrong with %s', async (args, words) => {
    const { code, out, error } = await clock(args)
    expect([code, out, error.trim().split('\n').length]).toEqual([1, '', 1])
    expect(error).toContain(words)
  })

  it('counts by the records where there is a database', async () => {
    const database = await startDatabase()
    const records = connectRecords(database.url)
    await migrate(records)
    const term = { authority: 'staffordshire', academicYear: '2033-34', term: 'autumn', firstDay: '2033-09-05' }
    const rest = { halfTermFirstDay: '2033-10-24', halfTermLastDay: '2033-10-28', lastDay: '2033-12-15' }
    await importTermDates(records, [{ ...term, ...rest }], null)
    const args = '--authority staffordshire --clock two-term-review --from 2033-06-01 --json'
    const { out } = await clock(args, { DATABASE_URL: database.url })
    expect(JSON.parse(out)).toMatchObject({ due: '2033-12-15' })
    const unknown = await clock(`${args} --school 123456`, { DATABASE_URL: database.url })
    expect([unknown.code, unknown.out]).toEqual([1, ''])
    expect(unknown.error).toBe('--school is "123456", but the records know no school with that URN: put it in first.\n')
    await addSchool(records, '900001')
    const known = await clock(`${args} --school 900001`, { DATABASE_URL: database.url })
    expect([known.code, known.error, known.out]).toEqual([0, '', out])
    await records.destroy()
    await database.stop()
  })
})
