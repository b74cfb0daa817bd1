import nunjucks from 'nunjucks'
import { formatDay, formatDayOfYear, isDay } from '../calendar/day.ts'
import { asWords, districtName, listed } from '../notifications/plain.ts'
import { assetAddress, govukFolder, mojFolder } from './assets.ts'
import { inTitles } from './commands/words.ts'

const shown = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([import.meta.dirname, govukFolder, mojFolder]),
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
)
environment.addGlobal('asset', assetAddress)
environment.addFilter('day', (value) => (isDay(shown(value)) ? formatDay(shown(value)) : shown(value)))
environment.addFilter('dayOfYear', (value) => (isDay(shown(value)) ? formatDayOfYear(shown(value)) : shown(value)))
environment.addFilter('words', (value) => asWords(shown(value)))
environment.addFilter('district', (value) => districtName(shown(value)))
environment.addFilter('inTitles', (value) => inTitles(shown(value)))
environment.addFilter('pounds', (value) => `£${Number(value).toLocaleString('en-GB')}`)
environment.addFilter('listed', (value) => listed(value as string[]))

/** Fills in a page: `FOLDER/NAME.njk` in this room. */
export const fillPage = (template: string, facts: object): string => environment.render(template, facts)
