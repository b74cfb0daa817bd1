import { putPerson } from '../records/people.ts'
import type { Line, Size } from './measure.ts'
import { quantile, times } from './median.ts'
import { pageVisitor } from './page-visitor.ts'
import type { Service } from './service.ts'

/** The main pages, as somebody opens them who may see them all. */
const pages = [
  '/',
  '/cases',
  '/cases?overdue=true',
  '/cases/staffordshire-900001-1/deadlines',
  '/deadlines',
  '/schools',
  '/people',
  '/calendar',
  '/handbook/staffordshire',
  '/reports',
  '/administration',
  '/administration/alarms',
] as const

const visits: Record<Size, number> = { tiny: 1, usual: 60, full: 100 }
const aimMs = 100
const aimKb = 100

type Visitor = Awaited<ReturnType<typeof pageVisitor>>
export type PageTimes = Map<string, number[]>

/** Puts a reader of all pages on record, and signs them in. */
export async function startPageReading({ records, url }: Service): Promise<Visitor> {
  const since = { from: '2020-01-01', to: null, district: null, school: null }
  await putPerson(records, {
    id: 'bench-reader',
    name: 'Bench Reader',
    email: 'reader@example.org',
    authority: 'staffordshire',
    roles: ['dsim', 'administrator'].map((role) => ({ role, ...since })),
    away: [],
  })
  return pageVisitor(url, 'bench-reader')
}

/** Of each page the milliseconds of each visit, each in turn; the first visit of all is not counted. */
export async function readPages(visitor: Visitor, size: Size): Promise<PageTimes> {
  for (const path of pages) await visitor.open(path)
  const taken: PageTimes = new Map(pages.map((path) => [path, []]))
  await times(visits[size], async () => {
    for (const path of pages) taken.get(path)?.push(await visitor.open(path))
  })
  return taken
}

/** Lines for the table: how long the pages take with few and with many cases, and how much their first load weighs. */
export async function pageLines(
  visitor: Visitor,
  few: PageTimes,
  many: PageTimes,
  cases: [number, number],
): Promise<Line[]> {
  const lines: Line[] = []
  for (const path of pages) {
    for (const part of [0.5, 0.99]) {
      const [before, now] = [quantile(few.get(path) ?? [], part), quantile(many.get(path) ?? [], part)]
      lines.push({
        measure: 'reading',
        what: `the page ${path}, p${part * 100}, ${cases[1]} cases`,
        value: now,
        unit: 'ms',
        nextTo: { what: `${cases[0]} cases`, value: before, ratio: now / before },
        ...(part === 0.5 && { aim: { of: 'value', atMost: aimMs } }),
      })
    }
    const value = (await visitor.weigh(path)) / 1_000
    const what = `the page ${path}, first load with styles and scripts`
    lines.push({ measure: 'reading', what, value, unit: 'kB', aim: { of: 'value', atMost: aimKb } })
  }
  return lines
}
