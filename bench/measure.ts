/** How large a run is: `tiny` shows that a measure works, `usual` is the table's, `full` the largest. */
export type Size = 'tiny' | 'usual' | 'full'

/** One line of the table: a value, and where there is one what it stands next to and what was aimed at. */
export interface Line {
  measure: string
  what: string
  value: number
  unit: string
  /** Measured in the same run. `ratio` is how many times as much the value costs. */
  nextTo?: { what: string; value: number; ratio: number }
  /** The ratio or the value that was aimed at, at most. */
  aim?: { of: 'ratio' | 'value'; atMost: number }
}

/** Measures one thing, saying meanwhile how it goes. */
export type Measure = (size: Size, say: (line: string) => void) => Promise<Line[]>

/** Whether a line reached its aim; undefined where it has none. */
export function reached({ aim, value, nextTo }: Line): boolean | undefined {
  if (!aim) return undefined
  return (aim.of === 'value' ? value : (nextTo?.ratio ?? Infinity)) <= aim.atMost
}
