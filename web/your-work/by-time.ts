import { addDays, weekday, type Day } from '../../calendar/day.ts'

/** Things of one span of time, by their days. */
export interface Group<Thing> {
  title: string
  things: Thing[]
  /** Too far off to stand in the way: folded in. */
  folded: boolean
}

/** What is owed by how soon it is: the spans that hold something, the soonest first. */
export function byTime<Thing extends { due: Day | null }>(things: Thing[], today: Day): Group<Thing>[] {
  const sunday = addDays(today, 7 - weekday(today))
  const spans = [
    { title: 'Overdue', until: addDays(today, -1), folded: false },
    { title: 'This week', until: sunday, folded: false },
    { title: 'The next four weeks', until: addDays(sunday, 28), folded: false },
    { title: 'Later', until: null, folded: true },
  ]
  const spanOf = ({ due }: Thing) => spans.find(({ until }) => until === null || (due !== null && due <= until))
  return spans
    .map((span) => ({ ...span, things: things.filter((thing) => spanOf(thing) === span) }))
    .filter((span) => span.things.length > 0)
    .map(({ title, things: within, folded }) => ({ title, things: within, folded }))
}
