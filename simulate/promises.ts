import type { Happening } from './happenings.ts'
import { rulesNamed } from './rule-ids.ts'
import type { Expected, Scenario } from './scenario.ts'

/** How a scenario's promises stand after its run: a sentence for each that was not kept. */
export interface Verdict {
  promised: boolean
  rules: string[]
  broken: string[]
}

type Promises = Pick<Scenario, 'shows' | 'expects' | 'never'>

/**
 * Judges a run by what its scenario promised: what must happen, what must never happen, and the rules it shows. A rule is shown by
 * a row that names it under `shows`: its happening cites the rule itself, or the row says `because`. A refusal is always a promise.
 */
export function judge({ shows, expects, never }: Promises, happenings: Happening[]): Verdict {
  const promised = shows.length + expects.length + never.length > 0
  if (!promised) return { promised, rules: [], broken: [] }
  const broken = [
    ...expects.flatMap((row, at) => faultsOfExpected(row, `expects ${at + 1}`, happenings)),
    ...never.flatMap((row, at) => faultsOfNever(row, `never ${at + 1}`, happenings)),
    ...unexpectedRefusals(expects, happenings),
    ...faultsOfRules(shows, [...expects, ...never]),
  ]
  return { promised, rules: shows, broken }
}

/** The verdict as the last lines of a timeline; nothing where the scenario promised nothing. */
export function verdictWords({ promised, rules, broken }: Verdict): string {
  if (!promised) return ''
  const shown = rules.length ? `: ${rules.join(', ')}` : ''
  if (!broken.length) return `The scenario has shown what it promised${shown}.`
  return `The scenario has not shown what it promised${shown}:\n${broken.map((one) => `  ✗ ${one}`).join('\n')}`
}

function faultsOfExpected(row: Expected, name: string, happenings: Happening[]): string[] {
  const found = happenings.filter((one) => matches(row, one))
  if (!found.length) return [`${name} has not happened: ${words(row)}${nearest(row, happenings)}`]
  if (row.times !== undefined && found.length !== row.times)
    return [`${name} has happened ${found.length} times, not ${row.times}: ${words(row)}`]
  const cited = new Set(found.flatMap((one) => [...citedBy(one)]))
  return row.shows
    .filter((rule) => !cited.has(rule) && !row.because)
    .map((rule) => `${name} is to show ${rule}, which what happened does not name: say why under because`)
}

function faultsOfNever(row: Expected, name: string, happenings: Happening[]): string[] {
  const found = happenings.find((one) => matches(row, one))
  if (found) return [`${name} has happened, at ${found.at}: ${words(row)}`]
  return row.because ? [] : row.shows.map((rule) => `${name} is to show ${rule}: say why under because`)
}

function unexpectedRefusals(expects: Expected[], happenings: Happening[]): string[] {
  return happenings
    .filter((one) => one.type === 'command-refused' && !expects.some((row) => matches(row, one)))
    .map((one) => `${String(one.command)} is refused at ${one.at}, which no row of expects says: ${String(one.error)}`)
}

function faultsOfRules(shows: string[], rows: Expected[]): string[] {
  const borneOut = new Set(rows.flatMap((row) => row.shows))
  return [
    ...shows.filter((rule) => !borneOut.has(rule)).map((rule) => `No row of expects or never shows ${rule}`),
    ...[...borneOut].filter((rule) => !shows.includes(rule)).map((rule) => `A row shows ${rule}: name it under shows`),
  ]
}

/** The rules that a happening itself names, in its rule, its reason or its refusal; not in what somebody has written. */
function citedBy({ rule, law, reason, error, why, subject, warning }: Happening): Set<string> {
  return rulesNamed(JSON.stringify([rule, law, reason, error, why, subject, warning]))
}

/** Whether a happening has all that the row says. */
export function matches(row: Expected, one: Happening): boolean {
  const { on, times: _times, shows: _shows, because: _because, ...fields } = row
  return (on === undefined || one.at.startsWith(on)) && has(one, fields)
}

function has(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(value) && wanted.every((each) => value.some((other) => has(other, each)))
  if (typeof wanted === 'object' && wanted !== null)
    return (
      typeof value === 'object' &&
      value !== null &&
      Object.entries(wanted).every(([field, each]) => has((value as Record<string, unknown>)[field], each))
    )
  if (typeof wanted === 'string' && wanted.startsWith('contains '))
    return typeof value === 'string' && value.includes(wanted.slice('contains '.length))
  return value === wanted
}

function words({ shows: _shows, because: _because, ...row }: Expected): string {
  return JSON.stringify(row)
}

/** What came closest, for whoever wrote the row. */
function nearest(row: Expected, happenings: Happening[]): string {
  const { type, deadline, command, event } = row
  const alike = happenings.filter((one) => matches(pick({ type, deadline, command, event }), one)).slice(0, 5)
  if (!alike.length) return ''
  const shown = alike.map(({ at, due, to, error }) => JSON.stringify({ at, due, to, error }))
  return `; alike were ${shown.join(' ')}`
}

const pick = (fields: Record<string, unknown>): Expected => ({
  shows: [],
  ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
})
