import type { ApiParts } from '../../api/parts.ts'
import { mayKeep } from '../keeping.ts'
import type { Who } from '../who.ts'

/** In an empty service: what comes first, and whether this person may do it; null where there are cases or schools. */
export async function firstSteps(parts: ApiParts, who: Who) {
  if (!who.ofAuthority) return null
  const { authority } = who
  const count = async (table: 'schools' | 'cases') => {
    const query = parts.records.selectFrom(table).select('authority').limit(1)
    return (await (authority === null ? query : query.where('authority', '=', authority)).execute()).length
  }
  const cases = await count('cases')
  if (cases > 0) return null
  return { schools: (await count('schools')) > 0, mayImport: mayKeep(parts, who, 'schools', null) }
}
