import { isDay, type Day } from '../calendar/day.ts'
import { Refusal } from '../cases/refusal.ts'
import { looksSealed } from '../cases/text.ts'
import type { Policies } from '../policies/policies.ts'

/** What is taken in of a school from a row of the file. */
export interface GiasRow {
  urn: string
  name: string
  authority: string
  phase: string | null
  /** A district of the policy, as far as the council's district tells. */
  district: string | null
  denomination: string | null
  status: 'open' | 'closed' | 'proposed'
  closedOn: Day | null
  successor: string | null
  details: { type: string; status: string; closedOn: Day | null; headteacherName: string | null }
  line: number
}

const needed = {
  urn: 'URN',
  authority: 'LA (name)',
  name: 'EstablishmentName',
  phase: 'PhaseOfEducation (name)',
  type: 'TypeOfEstablishment (name)',
  status: 'EstablishmentStatus (name)',
} as const

const optional = {
  religion: ['ReligiousCharacter (name)'],
  diocese: ['Diocese (name)'],
  district: ['DistrictAdministrative (name)'],
  closedOn: ['CloseDate'],
  headTitle: ['HeadTitle (name)', 'HeadTitle'],
  headFirstName: ['HeadFirstName'],
  headLastName: ['HeadLastName'],
  successor: ['SuccessorURN', 'Successor URN', 'Successor', 'LinkedSuccessorURN'],
} as const

type Column = keyof typeof needed | keyof typeof optional

export interface Header {
  columns: number
  places: Map<Column, number>
}

/** Finds our columns by their names, whatever their case and order. Throws a Refusal that says which are missing. */
export function readHeader(names: string[]): Header {
  const plain = names.map((name) => name.trim().toLowerCase())
  const places = new Map<Column, number>()
  for (const [column, aliases] of Object.entries({ ...needed, ...optional })) {
    const place = [aliases]
      .flat()
      .map((alias) => plain.indexOf(alias.toLowerCase()))
      .find((index) => index >= 0)
    if (place !== undefined) places.set(column as Column, place)
  }
  const missing = Object.entries(needed).flatMap(([column, name]) => (places.has(column as Column) ? [] : [name]))
  if (missing.length > 0)
    throw new Refusal(
      `The header lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${missing.join(', ')}: send the CSV that GIAS publishes`,
      'input',
    )
  return { columns: names.length, places }
}

/** A row as a school; `elsewhere` where its authority has no policy here; else the sentence that says what is wrong. */
export function readRow(
  { columns, places }: Header,
  cells: string[],
  policies: Policies,
): Omit<GiasRow, 'line'> | string {
  if (cells.length !== columns) return `the row has ${cells.length} fields, the header has ${columns}: it was left out`
  const value = (column: Column): string => {
    const text = (cells[places.get(column) ?? -1] ?? '').replaceAll('\u0000', '').trim()
    return /^(none|does not apply|not applicable|not recorded)$/i.test(text) || looksSealed(text) ? '' : text
  }
  const authority = authorityNamed(value('authority'), policies)
  if (!authority) return 'elsewhere'
  const urn = value('urn')
  const name = value('name')
  if (!/^\d{6}$/.test(urn)) return `the URN "${urn}" is not six digits: the row was left out`
  if (!name) return `the school ${urn} has no name: the row was left out`
  const closedOn = dayOf(value('closedOn'))
  const head = [value('headTitle'), value('headFirstName'), value('headLastName')].filter(Boolean).join(' ')
  const successor = value('successor')
  return {
    urn,
    name,
    authority,
    phase: phaseOf(value('phase'), value('type')),
    district: districtNamed(value('district'), policies.get(authority)?.districts ?? []),
    denomination: value('religion') || value('diocese') || null,
    status: statusOf(value('status')),
    closedOn,
    successor: /^\d{6}$/.test(successor) ? successor : null,
    details: { type: value('type'), status: value('status'), closedOn, headteacherName: head || null },
  }
}

const kebab = (text: string): string =>
  text
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** 'Staffordshire' is `staffordshire`, 'Southend-on-Sea' is `southend`. */
function authorityNamed(name: string, policies: Policies): string | undefined {
  const wanted = kebab(name)
  return [...policies.values()].find(
    (policy) =>
      wanted === policy.authority || wanted === kebab(policy.name) || wanted.startsWith(`${policy.authority}-`),
  )?.authority
}

/** The policy's district that alone shares a word with the council's: 'Cannock Chase' lies in `cannock-lichfield`. */
function districtNamed(name: string, districts: string[]): string | null {
  const words = kebab(name).split('-')
  const found = districts.filter((district) =>
    district
      .split('-')
      .some((word) => words.includes(word) && districts.filter((one) => one.split('-').includes(word)).length === 1),
  )
  return found.length === 1 ? (found[0] ?? null) : null
}

/** `null` where the file does not say. */
function phaseOf(phase: string, type: string): string | null {
  if (/special/i.test(type)) return 'special'
  if (/^(nursery|primary|middle deemed primary)$/i.test(phase)) return 'primary'
  if (/^(secondary|middle deemed secondary|16 plus)$/i.test(phase)) return 'secondary'
  return /^all[- ]through$/i.test(phase) ? 'all-through' : null
}

function statusOf(status: string): GiasRow['status'] {
  if (/^closed/i.test(status)) return 'closed'
  return /^proposed to open/i.test(status) ? 'proposed' : 'open'
}

/** '31-08-2012' or '31/08/2012' as a day. */
function dayOf(text: string): Day | null {
  const [, date, month, year] = /^(\d{2})[-/](\d{2})[-/](\d{4})$/.exec(text) ?? []
  const day = `${year}-${month}-${date}`
  return isDay(day) ? day : null
}
