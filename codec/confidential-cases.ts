import { editionsOf, type Policies } from '../policies/editions.ts'

/** Tells by a workflow's or a case's id whether it belongs to an authority whose levels are confidential (DA-4). */
export type IsConfidential = (id: string) => boolean

/** Ids are `AUTHORITY-…`; where one authority's name begins another's, the longer one is meant. */
export function authorityOf(policies: Policies, id: string): string | undefined {
  return [...policies.keys()].filter((one) => id.startsWith(`${one}-`)).sort((a, b) => b.length - a.length)[0]
}

/** In any edition of their policy: what was confidential under one stays so. */
export function confidentialIn(policies: Policies): IsConfidential {
  return (id) => editionsOf(policies, authorityOf(policies, id) ?? '').some(({ confidential }) => confidential)
}
