import { yearOf } from '../policies/year.ts'
import type { Input } from './commands.ts'
import { enterLevel, levelName, levelOf } from './levels.ts'
import { meetWhatIsMet } from './meeting-duties.ts'
import { openOn } from './occasions.ts'
import { insist } from './refusal.ts'
import { isSchoolRole } from './roles.ts'
import { emit, isOwed, ruleOf, tell, type Turn } from './turn.ts'
import { yearState } from './year.ts'

/** Refuses a category or a level of support that the policy does not know (ST-1, ST-2). */
function insistKnown(turn: Turn, category: string, support: string | undefined): void {
  const known = turn.policy.levels.slice(1).map((level) => level.id)
  insist(known.includes(category), `category: "${category}" is not one of ${known.join(', ')}`, 'input')
  const supports = yearOf(turn.policy, turn.state.kind)?.support ?? []
  insist(
    !support || supports.includes(support),
    `support: "${support}" is not one of ${supports.join(', ') || 'any: this policy has no levels of support'}`,
    'input',
  )
}

/** Where a policy publishes criteria, whoever places a school says which of them it meets, and nothing else decides (DU-1). */
function insistCriteria(turn: Turn, category: string, criteria: string[] = []): void {
  const published = levelOf(turn, category)?.criteria
  const name = levelName(turn, category)
  if (!published) return insist(!criteria.length, `criteria: none are published for ${name}: leave them out`, 'input')
  const known = Object.keys(published).join(', ')
  insist(criteria.length, `criteria is missing: say which of those published for ${name} are met: ${known}`, 'input')
  const unknown = criteria.find((one) => !Object.hasOwn(published, one))
  insist(!unknown, `criteria: "${unknown}" is not published for ${name}; published are: ${known} (DU-1)`, 'input')
}

const usualSupport = (turn: Turn, category: string): string | null => levelOf(turn, category)?.support ?? null

const factsOf = (turn: Turn, category: string, support: string | null, reason: string, criteria: string[] = []) => ({
  category: levelName(turn, category),
  support: support ?? usualSupport(turn, category) ?? '',
  unusual: support !== null && support !== usualSupport(turn, category),
  summary: levelOf(turn, category)?.summary ?? '',
  criteria: criteria.map((one) => levelOf(turn, category)?.criteria?.[one] ?? one),
  brings: levelOf(turn, category)?.brings ?? [],
  reason,
  discussion: discussionOf(turn),
})

/** With whom the category may be discussed, and who may challenge it before them; null where the policy has no such story (DA-2). */
function discussionOf({ policy }: Turn): { with: string; mayChallenge: string[] } | null {
  const decision = policy.deadlines.find((one) => one.opens.on?.includes('category-challenged'))
  const { roles = [], school = false } = policy.permissions['challengeCategory'] ?? {}
  const ofSchool = school ? Object.keys(policy.roles).filter((role) => isSchoolRole(policy, role)) : []
  const mayChallenge = [...roles, ...ofSchool]
  return decision && mayChallenge.length ? { with: decision.owner, mayChallenge } : null
}

/** The SIP recommends a category, to be agreed with the school and confirmed (ST-3); another level of support than the usual needs its reason (ST-2). */
export function recommendCategory(turn: Turn, input: Input<'recommendCategory'>): void {
  const year = yearState(turn, 'recommendCategory')
  insistKnown(turn, input.category, input.support)
  insistCriteria(turn, input.category, input.criteria)
  const { category, reason, criteria } = input
  const support = input.support ?? null
  year.recommended = { category, support, reason, on: turn.today, ...(criteria ? { criteria } : {}) }
  year.agreed = {}
  meetWhatIsMet(turn, { name: 'recommendCategory', input }, turn.today)
  emit(turn, 'category-recommended', { category, support, reason, ...(criteria ? { criteria } : {}) })
  tell(turn, 'category-recommended', { facts: factsOf(turn, category, support, reason, criteria) })
  openOn(turn, 'category-recommended', turn.today)
}

/** What the headteacher and the chair of governors say to it (ST-3); when all have said it, the category goes on to be confirmed. */
export function agreeCategory(turn: Turn, input: Input<'agreeCategory'>): void {
  const year = yearState(turn, 'agreeCategory')
  insist(year.recommended, 'No category has been recommended yet: it is agreed with the school when one has (ST-3)')
  insist(
    turn.policy.roles[input.of]?.school,
    `of: "${input.of}" is not a role of the school: name headteacher or chair-of-governors`,
    'input',
  )
  insist(input.view === 'agreed' || input.reason, 'reason is missing: say why it is not agreed', 'input')
  year.agreed[input.of] = input.view
  meetWhatIsMet(turn, { name: 'agreeCategory', input }, turn.today)
  emit(turn, 'category-agreed', { of: input.of, view: input.view, ...(input.reason ? { reason: input.reason } : {}) })
  const waits = turn.state.deadlines.some(
    (one) => isOwed(one) && ruleOf(turn.policy, one.ruleId).opens.on?.includes('category-recommended'),
  )
  if (!waits) openOn(turn, 'category-agreed', turn.today)
}

/** The category is confirmed, kept or changed by those whom the policy names (ST-1 to ST-4, DA-2, DU-1). */
export function confirmCategory(turn: Turn, input: Input<'confirmCategory'>): void {
  const year = yearState(turn, 'confirmCategory')
  insistKnown(turn, input.category, input.support)
  insistCriteria(turn, input.category, input.criteria)
  meetWhatIsMet(turn, { name: 'confirmCategory', input }, turn.today)
  year.recommended = null
  give(turn, input.category, input.support ?? null, input.reason, input.criteria)
}

function give(turn: Turn, category: string, support: string | null, reason: string, criteria?: string[]): void {
  const year = yearState(turn, 'confirmCategory')
  const isNew = turn.state.level !== category || year.support !== support
  year.support = support
  emit(turn, 'category-confirmed', {
    category,
    support: support ?? usualSupport(turn, category),
    reason,
    ...(criteria ? { criteria } : {}),
  })
  if (isNew) tell(turn, 'category-confirmed', { facts: factsOf(turn, category, support, reason, criteria) })
  if (turn.state.level !== category) enterLevel(turn, category, reason)
  if (levelOf(turn, category)?.wantsCase && !year.ofCase) openOn(turn, 'case-wanted', turn.today)
}

/** The headteacher challenges the category: a story of its own, which ends with a decision (DA-2). */
export function challengeCategory(turn: Turn, input: Input<'challengeCategory'>): void {
  const year = yearState(turn, 'challengeCategory')
  insist(
    turn.state.level !== turn.policy.levels[0]?.id,
    'The school has no category yet: there is nothing to challenge until one is given',
  )
  insist(!year.challenged, 'The category is challenged already, and that is not decided yet')
  year.challenged = { by: turn.by?.role ?? '', reason: input.reason, on: turn.today }
  meetWhatIsMet(turn, { name: 'challengeCategory', input }, turn.today)
  emit(turn, 'category-challenged', { category: turn.state.level, reason: input.reason })
  tell(turn, 'category-challenged', { facts: factsOf(turn, turn.state.level, year.support, input.reason) })
  openOn(turn, 'category-challenged', turn.today)
}

/** The challenge is decided: the category stands or is changed (DA-2). */
export function decideChallenge(turn: Turn, input: Input<'decideChallenge'>): void {
  const year = yearState(turn, 'decideChallenge')
  insist(year.challenged, 'The category is not challenged: there is nothing to decide')
  if (input.decision === 'changed') {
    insist(input.category, 'category is missing: say which category it is changed to', 'input')
    insistKnown(turn, input.category, undefined)
    insist(input.category !== turn.state.level, `The school is in ${levelName(turn, input.category)} already`, 'input')
  } else insist(!input.category, 'category belongs to a changed decision: leave it out', 'input')
  meetWhatIsMet(turn, { name: 'decideChallenge', input }, turn.today)
  year.challenged = null
  emit(turn, 'challenge-decided', { decision: input.decision, reason: input.reason })
  const category = input.category ?? turn.state.level
  tell(turn, 'challenge-decided', {
    facts: { ...factsOf(turn, category, null, input.reason), stands: input.decision === 'stands' },
  })
  if (input.category) give(turn, input.category, null, input.reason)
}
