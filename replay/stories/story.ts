/** A step of a story: so many days after its start, who gives which command, with what. */
export type Step = [
  day: number,
  as: string,
  command: string,
  input?: Record<string, unknown> | unknown[],
  of?: 'school-year' | 'district-year' | 'authority-year',
]

/** A case whose history is saved, told by days from its start. */
export interface Story {
  name: string
  steps: Step[]
  /** The day after which the histories are taken. */
  until: number
  /** What the case file must hold by then, as `type deadline-or-event`: a story that does not show it is not saved. */
  shows: string[]
  /** How many steps are refused. */
  refused?: number
  /** It is carried on until its case, or each of its workflows, has gone on in a new run. */
  newRun?: 'case' | 'each'
  /** The workflows of the years are its too. */
  withYears?: true
  people?: Record<string, unknown>
  denomination?: string
}

/** The calendar day so many days after the start of the stories. */
export type DayOf = (days: number) => string

/** Opens a case on the first day. */
export const opens = (level: string): Step => [
  0,
  'dsim',
  'openCase',
  { level, reasons: ['low-attainment'], summary: 'Results have fallen three years running.' },
]
