import { existsSync } from 'node:fs'
import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { formatDay, isDay } from '../calendar/day.ts'
import { asWords, labelled, listed, setIn, wrap } from './plain.ts'

/** The two forms of every mail, and a letter's form on a page; all are made from the same templates, so that their content is equal. */
export type Form = 'text' | 'html' | 'page'

const folder = import.meta.dirname

const shown = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
const list = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(shown) : shown(value) ? [shown(value)] : []

/** 'visitedOn: 2025-03-10 instead of nothing' as people say it. */
const changeInWords = (change: string): string =>
  change
    .replace(/^[a-z][A-Za-z]*(?=: )/, (field) => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => (isDay(day) ? formatDay(day) : day))

function heading(text: string, level: number): string {
  const longest = Math.max(0, ...text.split('\n').map((line) => line.length))
  return level > 2 ? text : `${text}\n${(level === 1 ? '=' : '-').repeat(longest)}`
}

function environment(autoescape: boolean): nunjucks.Environment {
  const made = new nunjucks.Environment(new nunjucks.FileSystemLoader(folder), {
    autoescape,
    trimBlocks: true,
    lstripBlocks: true,
  })
  const filters: Record<string, (value: unknown, argument: unknown) => unknown> = {
    day: (value) => (isDay(shown(value)) ? formatDay(shown(value)) : shown(value)),
    words: (value) => asWords(shown(value)),
    listed: (value) => listed(list(value)),
    items: list,
    once: (value) => [...new Set(list(value))],
    flow: (value) => wrap(shown(value)),
    setIn: (value) => setIn(shown(value)),
    bullet: (value) => `  - ${wrap(shown(value), 72, '    ').trimStart()}`,
    labelled: (value, label) => labelled(shown(value), shown(label)),
    heading: (value, level) => heading(wrap(shown(value)), Number(level)),
    changes: (value) => list(value).map(changeInWords),
  }
  for (const [name, filter] of Object.entries(filters)) made.addFilter(name, filter)
  return made
}

const environments: Record<Form, nunjucks.Environment> = {
  text: environment(false),
  html: environment(true),
  page: environment(true),
}

/** The file of a letter's text. Throws where there is none. */
export function letterFile(letter: string): string {
  const file = `letters/${letter}.njk`
  if (!/^[a-z0-9-]+$/.test(letter) || !existsSync(join(folder, file)))
    throw new Error(`There is no text for the letter "${letter}" in notifications/letters`)
  return file
}

/** Fills in a template in one of its forms. */
export function fill(form: Form, file: string, facts: object): string {
  return environments[form].render(file, { ...facts, parts: `layout/${form}.njk` })
}
