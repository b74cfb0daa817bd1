import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whyNothingIsOwed } from '../../cases/nothing-owed.ts'
import { caseDetails } from '../../workflows/visible-state.ts'
import { mailsOf } from './mails-on-paper.ts'
import { holds, patience, times } from './holds.ts'
import { slowFacts } from './random-calendars.ts'
import { anySetting } from './random-settings.ts'
import { isWorking, onTheWall } from './slow-calendar.ts'
import { playOnPaper, tellWhere, type PaperStory, type Posted, type Setting } from './stories-on-paper.ts'

type Claim = (story: PaperStory, setting: Setting) => void

/** Tries a claim on many stories; where one breaks it, the story is told. */
function inEveryStory(claim: Claim, runs = 40): void {
  holds(
    fc.property(anySetting(), (setting) => {
      const story = playOnPaper(setting)
      tellWhere(story, () => claim(story, setting))
    }),
    { runs },
  )
}

/** What may follow what in the life of one deadline. */
const mayFollow: Record<string, string[]> = {
  '': ['opened'],
  opened: ['moved', 'suspended', 'missed', 'met', 'cancelled'],
  moved: ['moved', 'suspended', 'missed', 'met', 'cancelled'],
  suspended: ['resumed', 'met', 'cancelled'],
  resumed: ['moved', 'suspended', 'missed', 'met', 'cancelled'],
  missed: ['moved', 'met', 'cancelled'],
}

const promises: Claim[] = []

/** A promise of the service: tried on stories of its own, and with all others on those of a long run. */
function promise(sentence: string, claim: Claim): void {
  promises.push(claim)
  it(sentence, () => inEveryStory(claim), patience)
}

describe('in every story, whatever the policy, the calendar, the people and the commands', () => {
  promise('the case file is numbered without a gap, and in order of time', ({ events, paper }) => {
    expect(events.map((one) => one.seq)).toEqual(events.map((_, index) => index + 1))
    expect(paper.state().seq).toBe(events.length)
    const instants = events.map((one) => Date.parse(one.at))
    expect(instants).toEqual([...instants].sort((a, b) => a - b))
  })

  promise(
    'every deadline begins once, goes a lawful way and ends once: met, cancelled or lapsed, missed before or not',
    ({ events, paper }, { policy }) => {
      const lives = new Map<string, string[]>()
      for (const one of events.filter((each) => each.type.startsWith('deadline-'))) {
        const key = String(one.key)
        const life = lives.get(key) ?? []
        const what = one.type.slice('deadline-'.length)
        expect(mayFollow[life.at(-1) ?? ''] ?? [], `${key}: ${life.join(', ')}, then ${what}`).toContain(what)
        lives.set(key, [...life, what])
      }
      const owed = new Map(paper.state().deadlines.map((one) => [one.key, one.status]))
      const lapses = (key: string) => policy.deadlines.find((one) => one.id === key.split('#')[0])?.lapses
      for (const [key, life] of lives) {
        const last = life.at(-1) ?? ''
        const ended = ['met', 'cancelled'].includes(last) || (last === 'missed' && lapses(key))
        const status = ['suspended', 'missed'].includes(last) ? last : 'open'
        expect(owed.get(key), `${key}: ${life.join(', ')}`).toBe(ended ? undefined : status)
      }
      expect([...owed.keys()].filter((key) => !lives.has(key))).toEqual([])
    },
  )

  promise('no deadline is missed before its day has passed, nor stays open after it', ({ moments, events, paper }) => {
    for (const one of events.filter((each) => each.type === 'deadline-missed'))
      expect(onTheWall(one.at).slice(0, 10) > String(one.due), `${String(one.key)} at ${one.at}`).toBe(true)
    const last = onTheWall(moments.at(-1)?.at ?? 0).slice(0, 10)
    for (const one of paper.state().deadlines)
      if (one.status === 'open' && one.due) expect(one.due >= last, `${one.key}, due ${one.due}`).toBe(true)
  })

  promise('no mail goes but at 09:00 of a working day, except what somebody’s act causes (LAW-2)', ({ moments }) => {
    for (const { cause, posted, at, dates } of moments) {
      const facts = slowFacts(dates)
      for (const { letter } of posted) {
        expect(letter.at, letter.key).toBe(at)
        if (cause !== 'time') continue
        const wall = onTheWall(letter.at)
        expect(wall.slice(11), `${letter.key} at ${wall}`).toBe('09:00:00')
        expect(isWorking(facts, wall.slice(0, 10)), `${letter.key} on ${wall}`).toBe(true)
      }
    }
  })

  promise(
    'no rung is reached twice, no letter is written twice, and no two letters say the same to the same people',
    ({ moments }) => {
      const letters = moments.flatMap((one) => one.posted.map(({ letter }) => letter))
      expectNone(twice(letters.map((one) => one.key)))
      const said = letters.map((one) => JSON.stringify({ ...one, key: one.key.split('/')[1], entry: 0 }))
      expectNone(twice(said))
    },
  )

  promise(
    'no rung goes to nobody: it is passed on to the next who can be reached, and the administrator hears',
    ({ moments }) => {
      for (const { posted } of moments)
        for (const one of posted.filter((each) => !each.to.length)) expectHeard(one, posted)
    },
  )

  promise(
    'an open case owes something, or says why not where the administrator looks',
    ({ moments, paper }, { policy }) => {
      const states = [...moments.map((one) => one.before.state), paper.state()].filter((one) => one.level)
      for (const state of states.filter((one) => !one.deadlines.length)) {
        const why = whyNothingIsOwed(policy, state)
        expect(caseDetails(policy, state, [], false, undefined)).toContain(why)
        expect(why).toMatch(state.status === 'closed' ? /closed/ : /until|Somebody has to act/)
      }
      for (const [index, { before }] of moments.entries()) {
        const { state } = before
        if (state.status !== 'open' || !state.level || state.deadlines.length) continue
        const rest = moments.slice(index)
        const opens = rest.find((one) => one.events.some((each) => each.type === 'deadline-opened'))
        const byItself = opens?.cause === 'time' && !rest.slice(0, rest.indexOf(opens)).some((one) => one.events.length)
        if (byItself) expect(whyNothingIsOwed(policy, state)).toMatch(/until/)
      }
    },
  )

  promise('a refusal changes nothing', ({ moments }) => {
    for (const one of moments.filter((each) => each.refused !== undefined)) {
      expect(one.refused).not.toBe('')
      expect(one.unchanged, `${one.step?.on} ${one.step?.command}`).toBe(true)
    }
  })

  promise('going on in a new run after every single moment changes nothing of what follows', (story, setting) => {
    const again = playOnPaper(setting, undefined, true)
    expect(JSON.stringify(again.moments)).toBe(JSON.stringify(story.moments))
    expect(JSON.stringify(again.paper.state())).toBe(JSON.stringify(story.paper.state()))
  })

  promise('no two mails share a Message-ID, and no letter is in two mails', ({ moments }) => {
    const mails = moments.flatMap((one) => mailsOf(one.posted))
    expectNone(twice(mails.map((one) => one.id + one.keys.join(' '))))
    expectNone(twice(mails.map((one) => one.id)))
    expectNone(twice(mails.flatMap((one) => one.keys.map((key) => `${key} ${one.to}`))))
  })

  it.runIf(times > 1)(
    'all of it at once, in many more stories (FAST_CHECK_TIMES)',
    () => inEveryStory((story, setting) => promises.forEach((claim) => claim(story, setting)), 400),
    1_000 * patience,
  )
})

const expectNone = (found: string): void => expect(found, found).toBe('none')

/** What stands there twice, a line each. */
const twice = (all: string[]): string => {
  const seen = new Set<string>()
  const found = all.filter((one) => seen.has(one) || !seen.add(one))
  return found.join('\n') || 'none'
}

/** Somebody hears of a letter that reached nobody: the administrator, and where there is one the next rung. */
function expectHeard({ letter, onward: isOnward }: Posted, posted: Posted[]): void {
  const toldOf = posted.find(
    (one) =>
      one.letter.key.endsWith('/told-administrator') &&
      one.letter.key.split('/')[1] === letter.key.split('/')[1] &&
      one.letter.facts.role === letter.to,
  )
  expect(
    toldOf?.to.map((one) => one.id),
    `${letter.key} reached nobody, and the administrator does not hear`,
  ).toEqual(['administrator'])
  if (!letter.rung?.deadlineKey) return
  const { rung } = letter
  const beside = posted.filter(
    (one) => one.letter.rung?.deadlineKey === rung.deadlineKey && one.letter.rung.offset >= rung.offset,
  )
  const toldAnyway = posted.filter((one) => one.letter.rung?.deadlineKey === rung.deadlineKey && !one.onward)
  const others = letter.deadlines[0]?.next?.to.filter((role) => !toldAnyway.some((one) => one.letter.to === role))
  if (!isOnward && others?.length)
    expect(
      beside.some((one) => one.onward || one.to.length),
      `${letter.key} is not passed on: ${JSON.stringify(letter.deadlines)}`,
    ).toBe(true)
}
