import type { Request } from 'express'
import { policyOfCase } from '../../api/give-command.ts'
import type { ApiParts } from '../../api/parts.ts'
import { wholeCase } from '../../api/routes/cases.ts'
import type { Caller } from '../../access/caller.ts'
import { seesLevels } from '../../access/secrecy.ts'
import type { Policy } from '../../policies/policy.ts'
import type { CaseRow } from '../../records/reading.ts'
import { signedIn, type Who } from '../who.ts'
import { caseFor } from './case-for.ts'

/** A case as its pages find it. */
export interface CaseAt {
  who: Who
  row: CaseRow
  reader: Caller
  /** Those of their roles in which they have to do with it. */
  callers: Caller[]
  policy: Policy
  whole: Awaited<ReturnType<typeof wholeCase>>
  /** What every page of it needs. */
  facts: ReturnType<typeof factsOf>
}

const tabs = [
  ['', 'Overview'],
  ['/deadlines', 'Deadlines'],
  ['/timeline', 'Timeline'],
  ['/letters', 'Letters'],
  ['/people', 'People'],
  ['/forecast', 'If nobody acts'],
] as const

/** The case of an address, if whoever has signed in may read it. */
export async function caseAt(parts: ApiParts, request: Request): Promise<CaseAt> {
  const who = signedIn(request)
  const { row, reader, callers } = await caseFor(parts, who, String(request.params['caseId']))
  const policy = policyOfCase(parts, row)
  const whole = await wholeCase(parts, row, reader)
  return {
    who,
    row,
    reader,
    callers,
    policy,
    whole,
    facts: factsOf(request, whole, policy, seesLevels(parts.policies, reader, row.authority)),
  }
}

function factsOf(request: Request, whole: CaseAt['whole'], policy: Policy, seesAhead: boolean) {
  const address = `/cases/${encodeURIComponent(whole.id)}`
  const { category } = whole
  return {
    title: whole.school.name,
    kindInWords: kinds[whole.kind],
    caseId: whole.id,
    address: request.originalUrl,
    authorityName: policy.name,
    whole,
    categoryTitle: category && (policy.categories[category]?.title ?? category),
    tabs: tabs
      .filter(([path]) => seesAhead || path !== '/forecast')
      .map(([path, text]) => ({
        text,
        href: address + path,
        active: path === '' ? request.path === address : request.path.startsWith(address + path),
      })),
  }
}

const kinds = {
  intervention: 'Case',
  'school-year': 'The school’s year',
  'district-year': 'The district’s year',
  'authority-year': 'The authority’s year',
} as const
