import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Real ids, so that calls come past the 404. */
const known = `[parameters]
"path.caseId" = "staffordshire-900001-1"
"path.urn" = "900001"
"path.personId" = "staffordshire-sip"
"path.authority" = "staffordshire"
`

/** One run of schemathesis over the whole description, as one role. */
export interface Attack {
  role: string
  phases: string
  /** Whether ids are real ones; else whatever comes, and most is not there. */
  real: boolean
}

/**
 * What is run on every `npm test`: each limit of each schema in turn by one who may do much in no real case, then random
 * requests and sequences of them in a real case, by one who may and by one who hardly may.
 */
export const attacks: Attack[] = [
  { role: 'administrator', phases: 'examples,coverage', real: false },
  { role: 'dsim', phases: 'fuzzing,stateful', real: true },
  { role: 'headteacher', phases: 'fuzzing,stateful', real: true },
]

/**
 * The arguments of one attack. Every check is on but one: `positive_data_acceptance` takes for a fault what no schema can say and
 * the contract wants as a 400: a day that is past, a person or a school that is not on record, a body that names another id than the path.
 */
export function argumentsOf(
  { phases, real }: Attack,
  folder: string,
  url: string,
  token: string,
  rest: string[],
): string[] {
  const config = join(folder, real ? 'known.toml' : 'settings.toml')
  writeFileSync(config, real ? `${settings}\n${known}` : settings)
  const usual =
    `--checks all --exclude-checks positive_data_acceptance --phases ${phases} --workers 1 --continue-on-failure
    --no-color --warnings off --generation-database none --suppress-health-check all --request-timeout 60`.split(/\s+/)
  return [
    '--config-file',
    config,
    'run',
    join(folder, real ? 'short.json' : 'whole.json'),
    '--url',
    url,
    '--header',
    `Authorization: Bearer ${token}`,
    ...usual,
    ...rest,
  ]
}

/** What may be answered to data that is wrong: besides the usual, that it is too long for an address (431) or a body (413). */
const settings = `[checks]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429, 431]
`

/**
 * Writes the description for schemathesis: whole, and with free text without its greatest length, which makes its generator five
 * times as fast (too long texts are sent by the run over the whole one).
 */
export async function writeDescriptions(folder: string, url: string): Promise<void> {
  const answer = await fetch(`${url}/openapi.json`)
  const whole = await answer.text()
  writeFileSync(join(folder, 'whole.json'), whole)
  writeFileSync(join(folder, 'short.json'), JSON.stringify(JSON.parse(whole, withoutLength)))
}

const withoutLength = (_: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('pattern' in value && 'maxLength' in value)) return value
  const { maxLength: _length, ...rest } = value
  return rest
}
