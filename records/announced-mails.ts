import type { Letter, Unreached } from '../cases/letters.ts'
import { passOn } from '../cases/passing-on.ts'
import type { CaseCard } from '../cases/record.ts'
import type { Deadline } from '../cases/state.ts'
import { announceMail } from '../notifications/render.ts'
import type { Addressee } from './addressees.ts'
import {
  addressedTo,
  contactIn,
  keyFor,
  namesContact,
  reachableIn,
  unreachedOf,
  withoutContact,
  type Post,
} from './addressing.ts'
import type { Directory } from './directory.ts'
import { mailHappening, type Happening } from './happening.ts'

/** A letter that will reach nobody, and why. */
export interface NotReached {
  at: string
  to: string
  letter: string
  deadline: string | null
  rule: string | null
  why: string
}

/** The mails of one moment before anything is written, and the letters of it that reach nobody. */
export interface Announced {
  mails: Happening[]
  unreached: NotReached[]
}

interface Addressed {
  key: string
  letter: Letter
  card: CaseCard
  person: Addressee
}

/**
 * Announces the mails that letters will become, as the post itself would: to whoever holds the role that day, passed on where
 * nobody does, gathered for one person and moment, statutory things alone. Letters whose keys are `written` are not written again.
 */
export function createAnnouncer(book: Directory, post: Post, written: Set<string>) {
  function address(
    card: CaseCard,
    deadlines: Deadline[],
    letters: Letter[],
  ): { addressed: Addressed[]; unreached: [Letter, Unreached][] } {
    const addressed: Addressed[] = []
    const unreached: [Letter, Unreached][] = []
    for (const letter of letters) {
      if (written.has(letter.key)) continue
      written.add(letter.key)
      const people = reachableIn(book, post, card, letter)
      for (const person of people) addressed.push({ key: keyFor(letter, person), letter, card, person })
      if (!people.length) unreached.push([letter, unreachedOf(post, card, letter)])
      else if (namesContact(post, card, letter) && !contactIn(book, post, card, letter))
        unreached.push([letter, withoutContact(post, card, letter)])
    }
    if (!unreached.length) return { addressed, unreached }
    const reasons = unreached.map(([, why]) => why)
    const onward = address(card, deadlines, passOn(card.caseId, deadlines, letters, reasons))
    return { addressed: [...addressed, ...onward.addressed], unreached: [...unreached, ...onward.unreached] }
  }

  function announce(together: Addressed[]): Happening {
    const [first] = together
    if (!first) throw new Error('A mail needs at least one letter')
    const { person, letter } = first
    const mail = announceMail(
      together.map((one) =>
        addressedTo(post, one.card, one.letter, {
          key: one.key,
          name: one.person.name,
          address: one.person.email,
          standsInFor: one.person.standsInFor?.name ?? null,
        }),
      ),
      post,
    )
    return {
      ...mailHappening(
        { at: letter.at, address: person.email, ...mail },
        together.map((one) => one.letter),
      ),
      person: person.name,
      ...(person.standsInFor ? { standsInFor: person.standsInFor.name } : {}),
      about: together.map((one) => aboutOf(one.letter)),
    }
  }

  /** Announces what one moment of a case brings; `deadlines` are those that it owes then. */
  return (card: CaseCard, deadlines: Deadline[], letters: Letter[]): Announced => {
    const { addressed, unreached } = address(card, deadlines, letters)
    return {
      mails: gathered(addressed).map(announce),
      unreached: unreached.map(([{ at, to, letter, deadline, rule }, { why }]) => ({
        at,
        to,
        letter,
        deadline,
        rule,
        why,
      })),
    }
  }
}

/** Which letters go together: those that may be gathered, by person's address and moment; in the order of their keys. */
function gathered(addressed: Addressed[]): Addressed[][] {
  const groups = new Map<string, Addressed[]>()
  for (const one of [...addressed].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const group = one.letter.gather ? `${one.person.email} ${one.letter.at}` : one.key
    groups.set(group, [...(groups.get(group) ?? []), one])
  }
  return [...groups.values()]
}

/** What a letter is about, and why its reader has it. */
export function aboutOf({ letter, kind, to, deadlines, facts, rung }: Letter) {
  const passedOn = typeof facts['passedOn'] === 'string' ? { passedOn: facts['passedOn'] } : {}
  return {
    letter,
    kind,
    to,
    ...passedOn,
    /** Working days from the due day to the rung that it belongs to. */
    offset: rung?.deadlineKey ? rung.offset : null,
    deadlines: deadlines.map(({ id, title, rule, owner, due, why, counted }) => ({
      deadline: id,
      title,
      rule,
      owner,
      due,
      why: `${why} ${counted}`.trim(),
    })),
  }
}
