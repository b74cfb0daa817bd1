import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { rulesNamed } from '../simulate/rule-ids.ts'

const root = join(import.meta.dirname, '..')

/** Where something stands: the words for it and the file to open. */
export interface Place {
  name: string
  file: string
}

export type Places = Map<string, Place[]>

export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')

export const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name))
    .sort()

const nameOf = (file: string): string => (file.split('/').at(-1) ?? file).replace(/(\.test)?\.\w+$/, '')

export function add(places: Places, ids: Iterable<string>, place: Place): void {
  for (const id of ids) {
    const known = places.get(id) ?? []
    if (!known.some((one) => one.name === place.name && one.file === place.file)) places.set(id, [...known, place])
  }
}

/** The code that names a rule, room by room. */
export function codePlaces(): Places {
  const places: Places = new Map()
  for (const room of ['cases', 'calendar', 'activities', 'records', 'notifications'])
    for (const file of filesIn(room, /\.(ts|njk)$/))
      add(places, rulesNamed(textOf(file)), { name: `${room}/${nameOf(file)}`, file })
  return places
}

/** The workflows whose own words name a rule. */
export function workflowPlaces(): Places {
  const places: Places = new Map()
  for (const file of filesIn('workflows', /\.ts$/)) {
    for (const part of textOf(file).split(/(?=\/\*\*(?:(?!\*\/)[^])*\*\/\s*export async function )/)) {
      const workflow = /export async function (\w+)\(input: \w+Input\)/.exec(part)?.[1]
      if (workflow) add(places, rulesNamed(part), { name: workflow, file })
    }
  }
  return places
}

/** The scenarios that promise to show a rule, and keep it (test/scenarios/scenarios.test.ts). */
export function scenarioPlaces(): Places {
  const places: Places = new Map()
  for (const file of filesIn(join('test', 'scenarios'), /^[^/]*\.yaml$/)) {
    const { shows } = parse(textOf(file)) as { shows?: string | string[] }
    add(places, [shows ?? []].flat(), { name: nameOf(file), file })
  }
  return places
}

/** The tests that name a rule in their sentence, or in a table of what they check; not in a comment. */
export function testPlaces(): Places {
  const places: Places = new Map()
  for (const file of filesIn('test', /\.test\.ts$/)) {
    if (file.startsWith(join('test', 'docs')) || file.startsWith(join('test', 'scenarios'))) continue
    add(places, rulesTested(textOf(file)), { name: nameOf(file), file })
  }
  return places
}

/** The rules in the sentences of `describe` and `it`, and in the tables that they are repeated over. */
export function rulesTested(text: string): Set<string> {
  const sentences = text.matchAll(
    /\b(?:describe|it)(?:\.\w+)?(?:\(\s*\[[^]*?\n\s*\]\s*(?:as const)?\s*\))?\(\s*(['"`])(?:(?!\1)[^\\]|\\.)*\1/g,
  )
  return rulesNamed([...sentences].map(([sentence]) => sentence).join('\n'))
}
