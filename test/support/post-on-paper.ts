import type { Letter } from '../../cases/letters.ts'
import type { CaseOnPaper } from '../../cases/on-paper.ts'
import { passOn } from '../../cases/passing-on.ts'
import { cardOf } from '../../cases/record.ts'
import { announceMail } from '../../notifications/render.ts'
import type { Policies } from '../../policies/policies.ts'
import { addresseesIn, type Addressee } from '../../records/addressees.ts'
import { addressedTo, keyFor, unreachedOf } from '../../records/addressing.ts'
import { mailHappening, type Happening } from '../../records/happening.ts'
import type { Person } from '../../records/holders.ts'

interface Addressed {
  letter: Letter
  person: Addressee
}

const keyOf = ({ letter, person }: Addressed): string => keyFor(letter, person)

/** The mails that letters become, to these people, by the rules of the post but without a server: as if each had arrived. */
export function postOnPaper(policies: Policies, people: Person[], paper: CaseOnPaper) {
  const post = {
    policies,
    publicUrl: 'http://localhost:3000',
    linkKeys: ['a key that only tests sign links with'],
    mailFrom: 'Interventions <interventions@example.org>',
  }

  function reached({ to, at }: Letter): Addressee[] {
    const card = cardOf(paper.state())
    const wanted = {
      role: to,
      authority: card.authority,
      school: card.school,
      assigned: card.assignments[to] ?? null,
      coordinator: card.coordinator,
      on: at.slice(0, 10),
    }
    const directory = { people, urns: new Map() }
    return addresseesIn(directory, policies.get(card.authority)!, wanted).people.filter((one) => one.email)
  }

  function address(letters: Letter[]): Addressed[] {
    const card = cardOf(paper.state())
    const addressed = letters.flatMap((letter) => reached(letter).map((person) => ({ letter, person })))
    const unreached = letters.filter((letter) => !reached(letter).length)
    if (!unreached.length) return addressed
    const reasons = unreached.map((letter) => unreachedOf(post, card, letter))
    return [...addressed, ...address(passOn(card.caseId, paper.owed(), letters, reasons))]
  }

  function mail(together: Addressed[]): Happening {
    const { letter, person } = together[0]!
    const addressed = together.map((one) =>
      addressedTo(post, cardOf(paper.state()), one.letter, {
        key: keyOf(one),
        name: one.person.name,
        address: one.person.email,
        standsInFor: one.person.standsInFor?.name ?? null,
      }),
    )
    const sent = { at: letter.at, address: person.email, ...announceMail(addressed, post) }
    return mailHappening(
      sent,
      together.map((one) => one.letter),
    )
  }

  /** Several things for one person at one moment are one mail; what is statutory, and what a command causes, goes alone. */
  return (letters: Letter[]): Happening[] => {
    const addressed = address(letters)
    const gathering = addressed.filter((one) => one.letter.gather).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    const gathered = [...Map.groupBy(gathering, (one) => one.person.email)].sort(([a], [b]) => (a < b ? -1 : 1))
    const alone = addressed.filter((one) => !one.letter.gather).map((one) => [one])
    return [...alone, ...gathered.map(([, group]) => group)].map(mail)
  }
}
