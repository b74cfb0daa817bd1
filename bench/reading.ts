import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillRecords } from './many-cases.ts'
import type { Line, Size } from './measure.ts'
import { quantile, median, times } from './median.ts'
import { pageLines, readPages, startPageReading } from './page-reading.ts'
import { patiently } from './patience.ts'
import { startService, type Service } from './service.ts'

interface Filling {
  cases: number
  entries: number
}

/** As many entries of the case file as make a million with 24,000 cases. */
const entriesEach = 42

const fillings: Record<Size, [few: Filling, many: Filling]> = {
  tiny: [filling(8), filling(16)],
  usual: [filling(240), { cases: 24_000, entries: 1_000_000 }],
  full: [filling(240), { cases: 24_000, entries: 1_000_000 }],
}

function filling(cases: number): Filling {
  return { cases, entries: cases * entriesEach }
}

const asked = [
  '/api/cases',
  '/api/cases?overdue=true&level=stage-3',
  '/api/deadlines',
  '/api/deadlines?status=overdue&owner=sip',
] as const

const calls: Record<Size, number> = { tiny: 3, usual: 200, full: 600 }

type Times = Record<(typeof asked)[number], number[]>

/** Lists and pages, with few cases on record and with as many as a country has. */
export async function reading(size: Size, say: (line: string) => void): Promise<Line[]> {
  const service = await startService()
  try {
    const [few, many] = fillings[size]
    await fillRecords(service.records, { ...few, before: 0 })
    const read = await startReading(service)
    const visitor = await startPageReading(service)
    const small = await readAll(read, calls[size])
    const fewPages = await readPages(visitor, size)
    await fillRecords(service.records, {
      cases: many.cases - few.cases,
      entries: many.entries - few.entries,
      before: few.cases,
    })
    say(`reading: ${many.cases} cases and ${many.entries} entries of their case files are on record`)
    const large = await readAll(read, calls[size])
    const manyPages = await readPages(visitor, size)
    return [
      ...asked.flatMap((path) => [line(path, 0.5, few, many, small, large), line(path, 0.99, few, many, small, large)]),
      ...(await pageLines(visitor, fewPages, manyPages, [few.cases, many.cases])),
    ]
  } finally {
    await service.stop()
  }
}

function line(
  path: (typeof asked)[number],
  part: number,
  few: Filling,
  many: Filling,
  small: Times,
  large: Times,
): Line {
  const [before, now] = [quantile(small[path], part), quantile(large[path], part)]
  return {
    measure: 'reading',
    what: `GET ${path}, p${part * 100}, ${many.cases} cases and ${many.entries} entries`,
    value: now,
    unit: 'ms',
    nextTo: { what: `${few.cases} cases and ${few.entries} entries`, value: before, ratio: now / before },
    ...(part === 0.5 ? { aim: { of: 'ratio', atMost: 1.5 } } : {}),
  }
}

/** Three rounds, each path in turn; of each call the milliseconds. */
async function readAll(read: (path: string) => Promise<number>, count: number): Promise<Times> {
  for (const path of asked) await times(3, () => read(path))
  const taken = await times(count, async () => {
    const each: number[] = []
    for (const path of asked) each.push(median([await read(path)]))
    return each
  })
  return Object.fromEntries(asked.map((path, index) => [path, taken.map((each) => each[index] ?? 0)])) as Times
}

async function startReading({ start, url, folder }: Service): Promise<(path: string) => Promise<number>> {
  start('api', 'api/main.ts')
  const read = readAs(
    url,
    () => JSON.parse(readFileSync(join(folder, 'tokens.json'), 'utf8')) as Record<string, string>,
  )
  await patiently('the API', () => read(asked[0]))
  return read
}

const readAs = (url: string, tokens: () => Record<string, string>) => {
  let token: string | undefined
  return async (path: string): Promise<number> => {
    token ??= tokens()['dsim']
    const began = performance.now()
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`GET ${path} answered ${answer.status}: ${text}`)
    return performance.now() - began
  }
}
