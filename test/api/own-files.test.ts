import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOwnFiles } from '../../api/own-files.ts'
import { loadPolicies } from '../../policies/policies.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'interventions-own-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const read = () => readOwnFiles(folder, loadPolicies())
const people = (text: string) => writeFileSync(join(folder, 'people.yaml'), text)
const terms = (text: string) => writeFileSync(join(folder, 'term-dates.csv'), text)
const header = 'authority,academic_year,term,first_day,half_term_first_day,half_term_last_day,last_day,inset_days'

describe('people and term files of an authority', () => {
  it('are not needed', () => {
    expect(read()).toEqual({ people: [], terms: null })
  })

  it('bring people with their roles and absences', () => {
    people(`- id: p1
  name: Pat Example
  email: pat@example.org
  authority: staffordshire
  roles: [{ role: dsim, from: 2025-01-01, district: south-staffs }]
  away: [{ from: 2025-08-01, to: 2025-08-14 }]
`)
    expect(read().people).toEqual([
      {
        id: 'p1',
        name: 'Pat Example',
        email: 'pat@example.org',
        authority: 'staffordshire',
        roles: [{ role: 'dsim', from: '2025-01-01', to: null, district: 'south-staffs', school: null }],
        away: [{ from: '2025-08-01', to: '2025-08-14' }],
      },
    ])
  })

  it.each([
    ['an unknown role', 'role: head-boy', 4, /head-boy.*is no role/],
    ['a date that does not exist', 'role: dsim', 4, /from/],
  ])('stop the start with the line and the reason: %s', (_, role, line, why) => {
    people(`- id: p1
  name: Pat Example
  email: pat@example.org
  roles: [{ ${role}, from: ${role === 'role: dsim' ? '2025-02-30' : '2025-01-01'} }]
  authority: staffordshire
  away: []
`)
    expect(read).toThrow(new RegExp(`people.yaml: line ${line}: .*`))
    expect(read).toThrow(why)
  })

  it('stop the start when the file is no YAML', () => {
    people('- id: p1\n  name: "Pat\n')
    expect(read).toThrow(/people.yaml: line \d+: /)
  })

  it('stop the start when a term row is wrong', () => {
    terms(`${header}\nstaffordshire,2027-28,autumn,2027-09-07,2027-10-25,2027-10-29,2027-08-17,\n`)
    expect(read).toThrow(/term-dates.csv: Line 2: the dates are out of order/)
    terms(`${header}\natlantis,2027-28,autumn,2027-09-07,2027-10-25,2027-10-29,2027-12-17,\n`)
    expect(read).toThrow(/line 2: authority "atlantis"/)
  })
})
