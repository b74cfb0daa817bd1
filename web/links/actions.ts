import { commandsOffered } from '../../api/offers.ts'
import type { ApiParts } from '../../api/parts.ts'
import { isSchoolRole } from '../../cases/roles.ts'
import type { CommandName } from '../../cases/commands.ts'
import type { Deadline } from '../../cases/state.ts'
import type { Typed } from '../drafts.ts'
import type { Opened } from './opened.ts'

/** Something that the reader of a link may do about a deadline of its letter. */
export interface Action {
  name: CommandName
  /** The deadline's key. */
  about: string
  /** What its form holds already, and may not be changed to something else. */
  fixed: Typed
  /** It does not do what is owed: a promise, or a request for more time. */
  besides: boolean
}

/**
 * What may be done by a link now, the deed itself first: what meets the deadlines of its letter, a promise, a request for more
 * time. A link is bound to what its letter speaks of, and gives nothing besides.
 */
export async function actionsBy(parts: ApiParts, { linked, row, caller, policy, side }: Opened): Promise<Action[]> {
  if (side !== 'school' || row.status !== 'open') return []
  const { offers, state } = await commandsOffered(parts, row, [caller])
  const keys = linked.letter.deadlines.map((one) => one.key)
  const mine = ({ key, owner }: Deadline) =>
    keys.includes(key) && (owner === linked.role || isSchoolRole(policy, owner))
  return state.deadlines.filter(mine).flatMap((deadline): Action[] => {
    const named = deadline.due ? `${deadline.id}@${deadline.due}` : deadline.id
    const { metBy = [] } = policy.deadlines.find(({ id }) => id === deadline.ruleId) ?? {}
    const meets = metBy.filter(({ by }) => by !== 'authority').map(({ command, where = {} }) => ({ command, where }))
    const about = (['acknowledge', 'requestExtension'] as const).filter((name) =>
      offers.some((one) => one.name === name && (one.values['deadline'] ?? []).includes(named)),
    )
    return [
      ...meets.flatMap(({ command, where }) => {
        const offer = offers.find((one) => one.name === command)
        return offer
          ? [{ name: offer.name, about: deadline.key, fixed: ofMilestone(deadline, where), besides: false }]
          : []
      }),
      ...about.map((name) => ({ name, about: deadline.key, fixed: { deadline: named }, besides: true })),
    ]
  })
}

/** A milestone is recorded by its own id. */
const ofMilestone = ({ id, ruleId }: Deadline, where: Record<string, string>): Typed =>
  id === ruleId ? where : { ...where, milestone: id }
