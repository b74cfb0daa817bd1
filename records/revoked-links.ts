import { sql } from 'kysely'
import type { Records } from './database.ts'
import { within, type Page, type Scope } from './reading.ts'

/** A link that somebody ended, with whom it had been sent to and why it ended. */
export interface RevokedPlace {
  at: string
  link: string
}

/** A page of links that were revoked, the latest first, in the cases within a scope. */
export async function revokedLinks(records: Records, scope: Scope, { after, limit }: Page<RevokedPlace>) {
  return within(records.selectFrom('cases'), scope)
    .innerJoin('letters', 'letters.case_id', 'cases.id')
    .innerJoin('revoked_links', 'revoked_links.link', 'letters.link')
    .select(['revoked_links.link', 'revoked_links.at', 'revoked_links.by_role', 'revoked_links.by_person'])
    .select(['revoked_links.reason', 'letters.case_id', 'letters.to_role', 'letters.person', 'letters.address'])
    .select(['cases.authority', 'cases.urn', 'cases.school_name'])
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(revoked_links.at, revoked_links.link) < (${after?.at}::timestamptz, ${after?.link})`),
    )
    .orderBy('revoked_links.at', 'desc')
    .orderBy('revoked_links.link', 'desc')
    .limit(limit)
    .execute()
}
