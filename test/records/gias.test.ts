import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { importGias, startProgress } from '../../records/gias.ts'
import { getSchool, putSchool } from '../../records/schools.ts'
import { columns, giasFile, giasRow, type GiasCells } from './gias-file.ts'
import { addCase, policies, school, useRecords } from './support.ts'

const use = useRecords()

async function take(rows: (GiasCells | string)[], header?: string[], bytes = giasFile(rows, header)) {
  const progress = startProgress()
  const seen: number[] = []
  const replaced: string[][] = []
  const parts = {
    records: use.records,
    policies,
    onProgress: (read: number) => void seen.push(read),
    onReplaced: async (caseIds: string[]) => void replaced.push(caseIds),
  }
  const pieces = Array.from({ length: Math.ceil(bytes.length / 7001) }, (_, index) =>
    bytes.subarray(index * 7001, (index + 1) * 7001),
  )
  await importGias(Readable.from(pieces), parts, progress)
  return { ...progress, seen, replaced }
}

const row = async (urn: string) =>
  use.records.selectFrom('schools').selectAll().where('urn', '=', urn).executeTakeFirst()

describe('the file of schools that GIAS publishes', () => {
  it('has 139 columns, of which ours are found by name', async () => {
    expect(columns).toHaveLength(139)
    const done = await take([{ URN: '900201', EstablishmentName: 'St Zoë’s Invented, Café “Primary”' }])
    expect(done).toMatchObject({ read: 1, added: 1, changed: 0, reported: [] })
    expect(await row('900201')).toMatchObject({
      name: 'St Zoë’s Invented, Café “Primary”',
      authority: 'staffordshire',
      phase: 'primary',
      district: 'cannock-lichfield',
      denomination: null,
      status: 'open',
      details: { headteacherName: 'Mrs Zoë O’Invented', type: 'Community school' },
    })
    expect((await getSchool(use.records, '900201'))?.headteacher).toBeNull()
  })

  it('finds the columns in any order and case', async () => {
    const header = columns.toReversed().map((name) => name.toUpperCase())
    const cells = { URN: '900202', EstablishmentName: 'Shuffled Invented' }
    const line = giasRow(cells, columns.toReversed())
    expect(await take([line], header)).toMatchObject({ added: 1, reported: [] })
    expect(await row('900202')).toMatchObject({ name: 'Shuffled Invented' })
  })

  it('reads phases, denominations and what is closed', async () => {
    await take([
      {
        URN: '900203',
        EstablishmentName: 'A',
        'PhaseOfEducation (name)': 'Not applicable',
        'TypeOfEstablishment (name)': 'Community special school',
      },
      {
        URN: '900204',
        EstablishmentName: 'B',
        'PhaseOfEducation (name)': 'Middle deemed secondary',
        'ReligiousCharacter (name)': 'Church of England',
      },
      {
        URN: '900205',
        EstablishmentName: 'C',
        'PhaseOfEducation (name)': 'All-through',
        'EstablishmentStatus (name)': 'Closed',
        CloseDate: '31-08-2025',
      },
      {
        URN: '900206',
        EstablishmentName: 'D',
        'PhaseOfEducation (name)': 'Nursery',
        'DistrictAdministrative (name)': 'Stafford',
      },
    ])
    expect(await row('900203')).toMatchObject({ phase: 'special' })
    expect(await row('900204')).toMatchObject({ phase: 'secondary', denomination: 'Church of England' })
    expect(await row('900205')).toMatchObject({
      phase: 'all-through',
      status: 'closed',
      details: { closedOn: '2025-08-31' },
    })
    expect(await row('900206')).toMatchObject({ phase: 'primary', district: null })
  })

  it('reports a row with another number of fields by its line, and shifts nothing', async () => {
    const short = giasRow({ URN: '900211', EstablishmentName: 'Short' }).slice(0, -1)
    const two = giasRow({ URN: '900213', EstablishmentName: 'Two\nLines' })
    const done = await take([
      { URN: '900210', EstablishmentName: 'Before' },
      short,
      two,
      `${giasRow({ URN: '900214', EstablishmentName: 'Long' })},x`,
      { URN: '900212', EstablishmentName: 'After' },
      { URN: '12', EstablishmentName: 'No URN' },
      { URN: '900212', EstablishmentName: 'Twice' },
      { URN: '900215', EstablishmentName: 'sealed:key:darlington-900001-1:x' },
    ])
    expect(done).toMatchObject({ read: 8, added: 3, reportedCount: 5 })
    expect(done.reported).toEqual([
      { line: 3, why: 'the row has 138 fields, the header has 139: it was left out' },
      { line: 6, why: 'the row has 140 fields, the header has 139: it was left out' },
      { line: 8, why: 'the URN "12" is not six digits: the row was left out' },
      { line: 9, why: 'the URN 900212 stands in the file twice: this row was left out' },
      { line: 10, why: 'the school 900215 has no name: the row was left out' },
    ])
    expect(await row('900212')).toMatchObject({ name: 'After' })
    expect(await row('900211')).toBeUndefined()
  })

  it('counts the schools of other authorities and leaves them out', async () => {
    const done = await take([{ URN: '900220', EstablishmentName: 'Elsewhere', 'LA (name)': 'Rutland' }])
    expect(done).toMatchObject({ read: 1, added: 0, elsewhere: 1 })
  })

  it('counts what changed, and keeps what people have put in', async () => {
    const anna = { name: 'Anna Head', email: 'anna@example.org' }
    await putSchool(use.records, school('900230', { district: 'south-staffs', headteacher: anna }))
    const cells = { URN: '900230', EstablishmentName: 'Renamed Invented' }
    expect(await take([cells])).toMatchObject({ added: 0, changed: 1, unchanged: 0 })
    expect(await take([cells])).toMatchObject({ added: 0, changed: 0, unchanged: 1 })
    expect(await getSchool(use.records, '900230')).toMatchObject({
      name: 'Renamed Invented',
      district: 'south-staffs',
      headteacher: anna,
    })
  })

  it('shows how far it has come, and takes in thousands of rows', async () => {
    const rows = Array.from({ length: 2500 }, (_, index) => ({
      URN: String(910000 + index),
      EstablishmentName: `No ${index}`,
    }))
    const done = await take(rows)
    expect(done).toMatchObject({ read: 2500, added: 2500, seen: [1000, 2000] })
  })

  it('moves a case to the successor that a file names (LAW-16)', async () => {
    await addCase(use.records, 'staffordshire-900201-1', '900201')
    const header = [...columns.slice(0, -1), 'SuccessorURN']
    const done = await take(
      [
        {
          URN: '900201',
          EstablishmentName: 'Old',
          'EstablishmentStatus (name)': 'Closed',
          CloseDate: '31-12-2025',
          SuccessorURN: '900241',
        },
        { URN: '900241', EstablishmentName: 'Invented Academy' },
      ],
      header,
    )
    expect(done.replaced).toEqual([['staffordshire-900201-1']])
    expect(await row('900201')).toMatchObject({ successor_urn: '900241' })
    expect(await row('900241')).toMatchObject({ name: 'Invented Academy' })
  })

  it('is refused where it is no such file', async () => {
    const without = columns.filter((name) => name !== 'EstablishmentName' && name !== 'URN')
    await expect(take([], without)).rejects.toThrow('lacks the columns URN, EstablishmentName')
    await expect(take([], [], Buffer.alloc(0))).rejects.toThrow('empty')
    await expect(take([`"never closed`])).rejects.toThrow('not the CSV that GIAS publishes')
  })
})
