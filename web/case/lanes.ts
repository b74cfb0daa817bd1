import { addDays, daysBetween, formatDay, type Day } from '../../calendar/day.ts'
import type { forecastFor } from '../../api/routes/forecast.ts'
import { theRole } from '../../notifications/role-words.ts'
import { listed } from '../../notifications/plain.ts'
import type { Policy } from '../../policies/policy.ts'

type Foretold = Awaited<ReturnType<typeof forecastFor>>
type Happening = Foretold['happenings'][number]

/** What becomes of one thing that is owed, if nobody acts. */
export interface Lane {
  title: string
  owner: string
  due: Day | null
  missedOn: Day | null
  /** Its clock is stopped. */
  stopped: boolean
  mails: { on: Day; to: string; kind: string }[]
}

/** What is owed over the time of a forecast, the soonest first: its day, when it is missed, and who is told when. */
export function lanesOf(policy: Policy, told: Foretold): Lane[] {
  const lanes = new Map<string, Lane>()
  const lane = (id: string, due: Day | null, title: string, owner: string): Lane => {
    const key = `${id}@${due}`
    const known = lanes.get(key) ?? {
      title,
      owner: theRole(policy, owner),
      due,
      missedOn: null,
      stopped: false,
      mails: [],
    }
    lanes.set(key, known)
    return known
  }
  for (const { id, due, title, owner, status } of told.owed) {
    const one = lane(id, due, title, owner)
    one.stopped = status === 'suspended'
    // What was missed before today is foretold no more.
    if (status === 'missed' && due) one.missedOn = addDays(due, 1)
  }
  for (const one of told.happenings) {
    const on = one.at.slice(0, 10)
    if (one.type === 'deadline-missed') {
      const title = titleOf(policy, String(one['deadline']))
      lane(String(one['deadline']), dayIn(one), title, String(one['owner'])).missedOn = on
    }
    for (const about of aboutsOf(one))
      for (const { deadline, due, title, owner } of about.deadlines)
        lane(deadline, due, title, owner).mails.push({ on, to: theRole(policy, about.to), kind: about.kind })
  }
  return [...lanes.values()].toSorted((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'))
}

interface About {
  to: string
  kind: string
  deadlines: { deadline: string; due: Day | null; title: string; owner: string }[]
}
const aboutsOf = (one: Happening): About[] => (one.type === 'mail' ? (one['about'] as About[]) : [])
const dayIn = (one: Happening): Day | null => (typeof one['due'] === 'string' ? one['due'] : null)
const titleOf = (policy: Policy, id: string): string => policy.deadlines.find((one) => one.id === id)?.title ?? id

const width = 960
const left = 330
const row = 26
const top = 30

/** The lanes as a drawing: where each day lies, in its own units. */
export function drawn(lanes: readonly Lane[], from: Day, until: Day) {
  const span = Math.max(1, daysBetween(from, until))
  const x = (day: Day): number =>
    Math.round(left + (Math.min(Math.max(daysBetween(from, day), 0), span) / span) * (width - left - 20))
  return {
    width,
    height: top + lanes.length * row + 10,
    left,
    today: x(from),
    months: monthsBetween(from, until).map((day) => ({ x: x(day), text: shortMonth(day) })),
    lanes: lanes.map((lane, at) => ({
      y: top + at * row + row / 2,
      title: lane.title.length > 46 ? `${lane.title.slice(0, 45)}…` : lane.title,
      /** A day beyond lies past the edge. */
      due: lane.due !== null && lane.due <= until ? x(lane.due) : null,
      open: lane.due !== null ? x(lane.due) : null,
      missed: lane.missedOn ? { from: x(lane.missedOn), to: x(until) } : null,
      mails: [...new Set(lane.mails.map(({ on }) => on))].map((on) => x(on)),
    })),
  }
}

function monthsBetween(from: Day, until: Day): Day[] {
  const months: Day[] = []
  for (let [year = 0, month = 0] = from.split('-').map(Number); ; month++) {
    if (month > 12) [year, month] = [year + 1, 1]
    const first = `${year}-${String(month).padStart(2, '0')}-01`
    if (first > until) return months
    if (first >= from) months.push(first)
  }
}

const shortMonth = (day: Day): string => formatDay(day).replace(/^\w+ 1 (\w{3})\w* (\d{4})$/, '$1 $2')

/** The same as words, for the table beside the drawing. */
export const laneInWords = ({ title, owner, due, missedOn, stopped, mails }: Lane, until: Day) => ({
  title,
  owner,
  due: due
    ? `${formatDay(due)}${due > until ? ', later than shown' : ''}${stopped ? ' (its clock is stopped)' : ''}`
    : 'No fixed day',
  missed: missedOn ? formatDay(missedOn) : 'No',
  mails: mails.length,
  told: listed([...new Set(mails.map(({ to }) => to))]),
  days: [...new Set(mails.map(({ on }) => on))].map((on) => formatDay(on)),
})
