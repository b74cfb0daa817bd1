import type { Policy } from '../policies/policy.ts'
import type { Told } from './told.ts'

/** What a timeline needs to tell in words what happened. */
export interface Telling {
  policy: Policy
  /** The school's name, which every subject names. */
  school: string
  /** What each mail was about, by its Message-ID. */
  told: Map<string, Told>
  ruleTitles: Map<string, string>
}

/** Names rules: in words at their first mention, by their ids from then on. */
export function ruleNamer({ ruleTitles }: Telling): (rule: unknown) => string {
  const mentioned = new Set<string>()
  return (rule) => {
    if (typeof rule !== 'string' || !/[A-Z]/.test(rule)) return ''
    const words = rule.split(', ').map((id) => {
      const title = mentioned.has(id) ? undefined : ruleTitles.get(id)
      mentioned.add(id)
      return title ? `${id}, ‘${title}’` : id
    })
    return ` (${words.join(words.some((one) => one.includes('‘')) ? '; ' : ', ')})`
  }
}
