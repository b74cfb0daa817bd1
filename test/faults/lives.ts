import { randomOf, type Random } from './random.ts'

/** One command of a life: how long after the last one, by whom, what. */
export interface Step {
  after: number
  role: string
  command: string
  input: Record<string, unknown>
}

/** A case from its opening on; times in seconds. */
export interface Life {
  number: number
  urn: string
  beginsAfter: number
  level: string
  steps: Step[]
}

export interface Plan {
  seed: number
  cases: number
  /** How long cases begin, live and are disturbed. */
  seconds: number
}

/** Every how many lives one is so busy that its case goes on in a new run. */
const oneBusyIn = 25
const busyVisits = 220

/** The lives of a drill; a seed gives the same ones again. */
export function livesOf({ seed, cases, seconds }: Plan): Life[] {
  return Array.from({ length: cases }, (_, number) => {
    const random = randomOf(seed * 7919 + number)
    const busy = seconds > 100 && number % oneBusyIn === 3
    const level = busy ? 'watch' : random.pick(['watch', 'watch', 'guided'])
    const steps = busy ? busySteps() : stepsOf(random, level, seconds)
    const lasts = steps.reduce((sum, step) => sum + step.after, 0)
    const latest = Math.max(0, seconds - lasts - 5)
    return { number, urn: String(900101 + number), beginsAfter: busy ? 5 : random.between(0, latest), level, steps }
  })
}

const visit = (after: number): Step => ({
  after,
  role: 'sip',
  command: 'recordVisit',
  input: { by: 'sip', report: 'All is as it should be in a drill' },
})

const busySteps = (): Step[] => Array.from({ length: busyVisits }, () => visit(0.2))

/** What a life is made of, in a random order; what is left of the time decides how much of it. */
function stepsOf(random: Random, level: string, seconds: number): Step[] {
  const steps: Step[] = []
  const end = Math.min(seconds - 5, random.between(seconds / 3, seconds))
  let left = end
  const wait = (most: number) => random.between(0.5, Math.min(most, Math.max(1, seconds / 6)))
  for (const part of random.shuffled(parts(level))) {
    const added = part(wait, random)
    const lasts = added.reduce((sum, step) => sum + step.after, 0)
    if (lasts > left) continue
    left -= lasts
    steps.push(...added)
  }
  const order = inAnOrderThatIsAllowed(steps)
  const closes = random.chance(0.5) ? [officer('closeCase', { reason: 'The drill is over' }, Math.max(0.5, left))] : []
  return [...order, ...closes]
}

/** Ofsted's judgement holds the case at the highest level: the level is changed before it comes. */
function inAnOrderThatIsAllowed(steps: Step[]): Step[] {
  const judged = steps.findIndex((step) => step.command === 'recordOfstedJudgement')
  if (judged < 0) return steps
  const late = steps.filter((step, at) => at > judged && leaves.includes(step.command))
  const rest = steps.filter((step) => !late.includes(step))
  const at = rest.findIndex((step) => step.command === 'recordOfstedJudgement')
  return [...rest.slice(0, at), ...late, ...rest.slice(at)]
}

const leaves = ['changeLevel', 'assessContribution']

type Wait = (most: number) => number
type Part = (wait: Wait, random: Random) => Step[]

const officer = (command: string, input: Record<string, unknown>, after: number): Step => ({
  after,
  role: 'dsim',
  command,
  input,
})

function parts(level: string): Part[] {
  return [
    (wait) => [visit(wait(40))],
    (wait) => [{ after: wait(40), role: 'sip', command: 'agreeActionPlan', input: { priorities: ['Reading'] } }],
    levels(level),
    notice,
    ofsted,
    (wait) => [
      officer('closeCase', { reason: 'It seems to go well' }, wait(20)),
      officer('reopenCase', { reason: 'It does not' }, wait(10)),
    ],
  ]
}

const levels =
  (level: string): Part =>
  (wait) => [
    ...(level === 'guided' ? [] : [officer('changeLevel', { to: 'guided', reason: 'More is needed' }, wait(20))]),
    officer('assessContribution', { days: 3, amount: 100 }, wait(30)),
    officer('changeLevel', { to: 'watch', reason: 'Less is needed' }, wait(20)),
  ]

const notice: Part = (wait) => [
  officer('requestWarningNotice', { grounds: ['standards-unacceptably-low'], evidence: 'A drill' }, wait(10)),
  { after: wait(30), role: 'head-of-sid', command: 'approveWarningNotice', input: { reason: 'A drill' } },
  {
    after: wait(30),
    role: 'director',
    command: 'issueWarningNotice',
    input: { matters: 'Invented', actionRequired: 'Invented', actionMinded: 'Invented' },
  },
  {
    after: wait(20),
    role: 'chair-of-governors',
    command: 'recordWarningResponse',
    input: { kind: 'response', summary: 'Invented' },
  },
  { after: wait(20), role: 'head-of-sid', command: 'rescindWarningNotice', input: { reason: 'A drill' } },
]

const ofsted: Part = (wait) => [
  officer('recordOfstedJudgement', { judgement: 'special-measures' }, wait(15)),
  officer(
    'fileStatementOfAction',
    { document: 'invented.pdf', parents: 'Invented', parentalChampion: 'None: a drill' },
    wait(40),
  ),
  {
    after: wait(20),
    role: 'head-of-sid',
    command: 'recordMeeting',
    input: { group: 'formal-meeting', minutes: 'Invented' },
  },
]
