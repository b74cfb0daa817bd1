import { formatDay } from '../calendar/day.ts'
import type { Input } from './commands.ts'
import { cancelWhatEnded, isInCategory, levelName, raiseTo } from './levels.ts'
import { meetWhatIsMet } from './meeting-duties.ts'
import { openOn } from './occasions.ts'
import { insist } from './refusal.ts'
import type { Day, Deadline } from './state.ts'
import { cancel, isOwed, open, owedOf, reckonAgain, requirePast, ruleOf, tell, type Turn } from './turn.ts'

/** A category enters at once: the level it brings, its duties, and the statement of action (ST-15, LAW-10). */
export function recordOfstedJudgement(turn: Turn, input: Input<'recordOfstedJudgement'>): void {
  const { state, policy } = turn
  const receivedOn = input.receivedOn ?? turn.today
  const publishedOn = input.publishedOn ?? receivedOn
  requirePast(turn, receivedOn, 'receivedOn')
  requirePast(turn, publishedOn, 'publishedOn')
  insist(
    Object.hasOwn(policy.categories, input.judgement),
    `judgement: ${policy.name} does not know "${input.judgement}"`,
    'input',
  )
  if (input.publishedOn && input.receivedOn) {
    insist(
      publishedOn <= receivedOn,
      `publishedOn (${formatDay(publishedOn)}) is later than receivedOn (${formatDay(receivedOn)}): a report is published before it is received, so correct one of them`,
      'input',
    )
  }
  const category = policy.categories[input.judgement]
  const before = state.category
  state.setBy.judgement = turn.commandSeq
  state.category = input.judgement === 'no-category' ? null : input.judgement
  state.categorySince = state.category ? turn.today : null
  contest(turn, input.fits ?? 'yes', receivedOn)
  if (!category?.formal) {
    cancelWhatEnded(turn, before ? `Ofsted's judgement is now: ${category?.title ?? input.judgement}` : '')
    return
  }
  state.publishedOn = publishedOn
  state.receivedOn = receivedOn
  const reportRules = policy.deadlines.filter((rule) => rule.opens.on?.includes('report-received'))
  const except = reportRules.map((rule) => rule.id)
  tell(turn, 'category-entered', {
    facts: { category: category.title, publishedOn, receivedOn, level: levelName(turn, category.level ?? state.level) },
  })
  cancelWhatEnded(turn, `Ofsted's judgement is now: ${category.title}`)
  if (category.level) raiseTo(turn, category.level, `Ofsted's judgement: ${category.title} (ST-15)`, except)
  openDutiesOfCategory(turn, before)
  for (const ruleId of except) openAfterReport(turn, ruleId)
}

/** Opens what the Ofsted category owes and is not owed already (ST-15, ST-25). */
export function openDutiesOfCategory(turn: Turn, before: string | null, except: string[] = []): void {
  const { state, policy } = turn
  for (const rule of policy.deadlines) {
    const categories = rule.opens.inCategory ?? []
    if (!state.category || !categories.includes(state.category) || (before && categories.includes(before))) continue
    if (owedOf(state, rule.id).length || except.includes(rule.id)) continue
    open(turn, rule.id, rule.from === 'published' && state.publishedOn ? { from: state.publishedOn } : {})
  }
}

/** The day the statement's ten days are counted from: receipt or publication, as the policy says (LAW-10). */
export function reportAnchor(turn: Turn): Day {
  const { state, policy } = turn
  return (policy.calendar.statementAnchor === 'published' ? state.publishedOn : state.receivedOn) ?? turn.today
}

/** After a report the days are the law's, not an assumption of ours. */
function whyAfterReport(turn: Turn, ruleId: string): { why?: string } {
  const why = ruleOf(turn.policy, ruleId).whyAfterReport
  return why ? { why } : {}
}

/** A judgement that does not fit the authority's evidence: too harsh, a letter to Ofsted; too generous, the governors are told why the authority still intervenes (ST-6). */
function contest(turn: Turn, fits: 'yes' | 'too-harsh' | 'too-generous', on: Day): void {
  if (fits !== 'yes') openOn(turn, `judgement-${fits}`, on)
}

/** A report received while a statement is owed moves that deadline; else it opens one. */
function openAfterReport(turn: Turn, ruleId: string): void {
  const anchor = reportAnchor(turn)
  const owed = owedOf(turn.state, ruleId)[0]
  if (!owed) {
    open(turn, ruleId, { from: anchor, afterReport: true, ...whyAfterReport(turn, ruleId) })
    return
  }
  owed.from = anchor
  owed.clock = ruleOf(turn.policy, ruleId).clock
  owed.afterReport = true
  Object.assign(owed, whyAfterReport(turn, ruleId))
  owed.openedBy = turn.commandSeq
  owed.status = 'open'
  delete owed.remaining
  reckonAgain(
    turn,
    owed,
    `Ofsted's report was received on ${formatDay(turn.state.receivedOn ?? anchor)}: the ten days are counted anew (LAW-10)`,
  )
}

const statements = (turn: Turn): Deadline[] =>
  turn.state.deadlines.filter((one) => one.chasedBy === 'statementOfAction' && isOwed(one))

/** One filing meets every statement that is owed; late is still owed (LAW-10, LAW-11). */
export function fileStatementOfAction(turn: Turn, input: Input<'fileStatementOfAction'>): void {
  const filedOn = input.filedOn ?? turn.today
  requirePast(turn, filedOn, 'filedOn')
  const owed = statements(turn)
  insist(
    owed.length,
    'No statement of action is owed in this case: one is owed at stage 3, after a report that brings a category, and after an urgent notice (ST-14, ST-15, ST-24)',
  )
  const earliest = owed.map((one) => one.from).sort()[0] ?? filedOn
  insist(
    filedOn >= earliest,
    `filedOn (${formatDay(filedOn)}) lies before ${formatDay(earliest)}, the day from which the statement is owed: correct it`,
    'input',
  )
  const keys = owed.filter((one) => one.from <= filedOn).map((one) => one.key)
  meetWhatIsMet(turn, { name: 'fileStatementOfAction', input }, filedOn, (one) => one.from <= filedOn)
  for (const statement of turn.state.statements)
    if (keys.includes(statement.deadlineKey) && !statement.ended) statement.filedOn = filedOn
  tell(turn, 'statement-filed', {
    facts: { filedOn, document: input.document, parents: input.parents, parentalChampion: input.parentalChampion },
    rule: 'LAW-11',
  })
}

/** A monitoring visit; inadequate progress by the second one may bring the Secretary of State's notice (ST-24). */
export function recordMonitoringVisit(turn: Turn, input: Input<'recordMonitoringVisit'>): void {
  const visitedOn = input.visitedOn ?? turn.today
  requirePast(turn, visitedOn, 'visitedOn')
  insist(
    isInCategory(turn),
    'The school is in no Ofsted category: HMI monitoring visits follow one (ST-24); record the judgement first',
  )
  insist(
    !turn.state.publishedOn || visitedOn >= turn.state.publishedOn,
    `visitedOn (${formatDay(visitedOn)}) lies before the publication of Ofsted's report: correct it`,
    'input',
  )
  if (input.progress === 'inadequate' && input.number >= 2)
    tell(turn, 'monitoring-inadequate', { facts: { number: input.number, visitedOn } })
}

/** The case has become urgent: a new statement in ten days, or the shorter period directed (ST-24, LAW-12). */
export function recordUrgentNotice(turn: Turn, input: Input<'recordUrgentNotice'>): void {
  const receivedOn = input.receivedOn ?? turn.today
  requirePast(turn, receivedOn, 'receivedOn')
  const category = turn.state.category ? turn.policy.categories[turn.state.category] : undefined
  insist(
    category?.urgentNotice,
    'The school is not in special measures: such a notice is given in special measures only (ST-24)',
  )
  for (const rule of turn.policy.deadlines.filter((each) => each.opens.on?.includes('urgent-notice-received'))) {
    insist(
      !owedOf(turn.state, rule.id).length,
      'A new statement is owed already after an urgent notice: file it, or correct the entry',
    )
    open(turn, rule.id, {
      from: receivedOn,
      ...(input.days ? { clock: { kind: 'school-working-days', days: input.days } } : {}),
    })
  }
  tell(turn, 'urgent-notice-received', { facts: { receivedOn, days: input.days ?? 10 }, rule: 'ST-24' })
}

/** Reconsider closure, or a new statement: a decision of persons (ST-24, ST-25). */
export function decideClosure(turn: Turn, input: Input<'decideClosure'>): void {
  const owed = turn.policy.deadlines
    .filter((rule) => rule.metBy.some((by) => by.command === 'decideClosure'))
    .flatMap((rule) => owedOf(turn.state, rule.id))
  insist(
    owed.length,
    'No decision on closure is owed in this case: it is after an urgent notice and in special measures (ST-24, ST-25)',
  )
  meetWhatIsMet(turn, { name: 'decideClosure', input }, turn.today)
}

/** Which child workflow a statement's deadline has; ends the story of those no longer owed. */
export function keepStatements(turn: Turn): void {
  const { state } = turn
  for (const deadline of statements(turn)) {
    if (state.statements.some((one) => one.deadlineKey === deadline.key)) continue
    state.statementCount += 1
    const childId = `${state.caseId}.statement-of-action-${state.statementCount}`
    const urgent = ruleOf(turn.policy, deadline.ruleId).opens.on?.includes('urgent-notice-received') ?? false
    state.statements.push({
      number: state.statementCount,
      childId,
      deadlineKey: deadline.key,
      urgent,
      owedFrom: deadline.from,
    })
  }
  for (const statement of state.statements) {
    if (statement.ended || state.deadlines.some((one) => one.key === statement.deadlineKey)) continue
    statement.ended = statement.filedOn ? `filed on ${statement.filedOn}` : 'no longer owed'
  }
}

/** Cancels everything a story opened. */
export function cancelAll(turn: Turn, deadlines: Deadline[], reason: string): void {
  for (const deadline of deadlines) if (isOwed(deadline)) cancel(turn, deadline, reason)
}
