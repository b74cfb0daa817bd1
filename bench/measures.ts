import { calendar } from './calendar.ts'
import type { Measure } from './measure.ts'
import { opening } from './opening.ts'
import { reading } from './reading.ts'
import { simulate } from './simulate.ts'
import { start } from './start.ts'
import { storm } from './storm/storm.ts'
import { weight } from './weight.ts'

/** Everything that is measured, in this order. */
export const measures: Record<string, Measure> = { storm, opening, weight, reading, calendar, simulate, start }
