import { parseDocument, type Document } from 'yaml'
import * as z from 'zod'
import { isDay } from '../calendar/day.ts'
import { londonInstant, parseLondon } from '../calendar/london.ts'
import { Refusal } from '../cases/refusal.ts'

const day = z.string().refine(isDay, 'must be a date that exists, written YYYY-MM-DD')
const moment = z.string().refine((text) => {
  try {
    parseLondon(text)
    return true
  } catch {
    return false
  }
}, 'must be YYYY-MM-DD or YYYY-MM-DDTHH:MM')

const years = 'must lie in the years 2007 to 2035'
const played = moment.refine((text) => text >= '2007' && text < '2036', years)

const urn = z
  .union([z.string(), z.number()], 'must be six digits')
  .transform(String)
  .pipe(z.string().regex(/^\d{6}$/, 'must be six digits'))

const person = z.strictObject({
  name: z.string().optional(),
  email: z.string().nullish(),
  away: z
    .array(z.strictObject({ from: day, to: day }).refine(({ from, to }) => from <= to, 'must not end before it begins'))
    .default([]),
})

const ruleId = z.string().regex(/^[A-Z]+-\d+$/, 'must be a rule id, such as ST-21')
const ruleIds = z
  .union([ruleId, z.array(ruleId)], 'must be a rule id, such as ST-21, or a list of them')
  .transform((ids) => (Array.isArray(ids) ? ids : [ids]))
  .default([])

/** A happening in part: every field that stands here must be so; a text may be `contains …`, a list names some of its members. */
const expected = z
  .looseObject({
    on: moment.optional(),
    times: z.int().min(1).optional(),
    shows: ruleIds.describe('the rules that this shows'),
    because: z.string().min(1).optional().describe('the reasoning, where what happened does not name the rule itself'),
  })
  .check(({ value, issues }) => {
    const stray = Object.keys(value).find((field) => !/^[a-z]+$/i.test(field))
    if (stray)
      issues.push({
        code: 'custom',
        input: value,
        message: `has the field "${stray}": put text with a comma into quotes`,
      })
  })

export type Expected = z.output<typeof expected>

const schema = z.strictObject(
  {
    authority: z.string(),
    policy: z
      .union([z.string(), z.array(z.string())], 'must be the name of a document beside the scenario, or a list of them')
      .transform((names) => (Array.isArray(names) ? names : [names]))
      .default([])
      .describe('policy documents of its own, beside the scenario: one, or the editions of one paper'),
    unannounced: z.array(day).default([]).describe('bank holidays of the past that nobody knew of at the start'),
    school: z.strictObject({
      urn,
      name: z.string().min(1),
      phase: z.enum(['primary', 'secondary', 'special', 'all-through']),
      district: z.string().nullish(),
      denomination: z.string().nullish(),
    }),
    start: played,
    people: z.record(z.string(), person.nullable()).default({}),
    steps: z
      .array(
        z.strictObject({
          on: moment,
          as: z.string().default('administrator'),
          command: z.string(),
          of: z.enum(['case', 'school-year', 'district-year', 'authority-year']).default('case'),
          input: z.unknown().optional(),
        }),
      )
      .default([]),
    until: played,
    title: z.string().optional(),
    story: z.string().optional(),
    shows: ruleIds.describe('the rules that it promises to show'),
    expects: z.array(expected).default([]).describe('what must happen; every refusal is one of these'),
    never: z.array(expected).default([]).describe('what must never happen'),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type' ? 'must hold authority, school, start, steps and until, each under its name' : undefined,
  },
)

export type Scenario = z.output<typeof schema>

/** A day is played to its end, a moment to its minute. */
export function endOf({ until }: Pick<Scenario, 'until'>): number {
  return until.includes('T') ? parseLondon(until) : londonInstant(until, '23:59')
}

const replacement = z.strictObject({ from: urn, to: urn, on: day })

/** The input of a step in which a school gets a new URN (LAW-16). Throws a Refusal. */
export function readReplacement(input: unknown): z.output<typeof replacement> {
  const read = replacement.safeParse(input)
  if (read.success) return read.data
  throw new Refusal(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '), 'input')
}

/** A scenario file that is wrong: the sentence says where and why. */
export class ScenarioFault extends Error {
  override name = 'ScenarioFault'
}

/** Reads a scenario of YAML. Throws a ScenarioFault with one sentence. */
export function readScenario(text: string, file: string): Scenario {
  const document = parseDocument(text)
  const error = document.errors[0]
  if (error) throw new ScenarioFault(`${file}: line ${error.linePos?.[0].line ?? 1}: ${said(error)}`)
  const contents = contentsOf(document, file)
  const read = schema.safeParse(contents)
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `${placeOf(issue.path)}: ${issue.message}`)
    throw new ScenarioFault(`${file}: ${faults.join('; ')}`)
  }
  const scenario = read.data
  const start = parseLondon(scenario.start)
  for (const [at, step] of scenario.steps.entries()) {
    if (parseLondon(step.on) < Math.min(start, startOfDay(scenario.start)))
      throw new ScenarioFault(`${file}: step ${at + 1}, on: is ${step.on}, before the start (${scenario.start})`)
  }
  if (parseLondon(scenario.until) < startOfDay(scenario.start))
    throw new ScenarioFault(`${file}: until (${scenario.until}) lies before the start (${scenario.start})`)
  return scenario
}

const listed: Record<string, string> = { steps: 'step', expects: 'expectation', never: 'expectation under never' }

/** A place of the file as people count: 'step 1, on'. */
function placeOf([field, ...path]: PropertyKey[]): string {
  const [at, ...rest] = path
  const one = listed[String(field)]
  if (one && typeof at === 'number') return [`${one} ${at + 1}`, rest.join('.')].filter(Boolean).join(', ')
  return field === undefined ? 'the file' : [field, ...path].join('.')
}

function said({ code, message }: { code: string; message: string }): string {
  return code === 'MULTIPLE_DOCS'
    ? 'a second document begins: keep one scenario a file'
    : (message.split('\n')[0] ?? '')
}

/** An anchor that does not exist shows only when the document is read out. */
function contentsOf(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS() as unknown
  } catch (error) {
    throw new ScenarioFault(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const startOfDay = (moment: string): number => parseLondon(`${moment.slice(0, 10)}T00:00`)
