import type { Line, Size } from './measure.ts'
import { median, times } from './median.ts'
import { play, readShipped, withParts } from './years.ts'

const scenarios = [
  { file: 'nobody-acts.yaml', years: 1, what: 'a school year of one case in which nobody acts', atMost: 10 },
  { file: 'five-years.yaml', years: 5, what: 'five years of one case', atMost: 60 },
]

/** How fast time is skipped. */
export async function simulate(size: Size, say: (line: string) => void): Promise<Line[]> {
  return withParts(async (parts) => {
    const lines: Line[] = []
    for (const { file, years, what, atMost } of size === 'tiny' ? scenarios.slice(0, 1) : scenarios) {
      const scenario = readShipped(file)
      const until = size === 'tiny' ? '2023-09-30' : scenario.until
      const played = await times(size === 'tiny' ? 1 : 3, () => play({ ...scenario, until }, parts))
      const seconds = median(played.map((one) => one.seconds))
      say(`simulate: ${what} in ${seconds.toFixed(1)} s`)
      lines.push(
        { measure: 'simulate', what, value: seconds, unit: 's', aim: { of: 'value', atMost } },
        { measure: 'simulate', what: `${what}, virtual years`, value: years / seconds, unit: 'a second' },
      )
    }
    return lines
  })
}
