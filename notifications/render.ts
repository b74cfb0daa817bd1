import { toldOnce } from './alike.ts'
import { calendarEntries } from './calendar-entries.ts'
import { digestSubject, inOrder, stateOf } from './digest.ts'
import { bareAddress, headersOf, messageIdOf } from './identity.ts'
import { letterWords, whomToAsk, type LetterWords } from './letter-words.ts'
import type { AddressedLetter, Contact, Mail, Sender } from './mail.ts'
import { oneLine, plainIn } from './plain.ts'
import { fill, letterFile, type Form } from './templates.ts'

export type { AddressedLetter, CaseFacts, Mail, Recipient, Sender } from './mail.ts'

/**
 * One mail for one person from one or more letters to them: of one letter its own kind, of several a digest. Throws
 * where a letter has no text.
 */
export function renderMail(letters: readonly AddressedLetter[], sender: Sender): Mail {
  const { kind, subject, messageId, told, sections } = outlineOf(letters, sender)
  return {
    kind,
    subject,
    text: writeOut('text', subject, sections, sender),
    html: writeOut('html', subject, sections, sender),
    ics: calendarEntries(
      told,
      sections.map((one) => one.words.caseAddress),
      sender.mailFrom,
    ),
    headers: headersOf(told, kind),
    messageId,
  }
}

/** A letter as a page shows it: its subject, its notices and its body as HTML without styles of its own. */
export function letterOnPage(addressed: AddressedLetter, sender: Sender) {
  const { words, subject, file } = sectionOf(addressed, sender)
  const body = fill('page', file, { ...words, layout: 'layout/section.njk', several: false, level: 2 })
  return { subject, notices: words.notices, reference: words.reference, body }
}

/** What a mail will be called: all of it that does not need its words written out. */
export function announceMail(
  letters: readonly AddressedLetter[],
  sender: Sender,
): Pick<Mail, 'kind' | 'subject' | 'messageId'> {
  const { kind, subject, messageId } = outlineOf(letters, sender)
  return { kind, subject, messageId }
}

function outlineOf(letters: readonly AddressedLetter[], sender: Sender) {
  const told = inOrder(letters)
  const [only] = told
  if (!only) throw new Error('A mail needs at least one letter')
  const kind: Mail['kind'] = told.length > 1 ? 'digest' : only.letter.kind
  const sections = told.map((one) => sectionOf(one, sender))
  const subject = kind === 'digest' ? digestSubject(told) : (sections[0]?.subject ?? '')
  return { kind, subject, messageId: messageIdOf(letters, sender.mailFrom), told, sections }
}

function sectionOf(addressed: AddressedLetter, sender: Sender) {
  const words = letterWords(addressed, sender)
  const file = letterFile(addressed.letter.letter)
  return {
    words,
    contact: addressed.contact && plainIn(addressed.contact),
    file,
    subject: headingOf({ file, words }),
    what: words.deadlines.length === 1 ? words.first?.title : null,
    by: words.deadlines.length === 1 ? words.first?.by : '',
    state: stateOf(addressed),
    ask: whomToAsk(addressed),
    formal: addressed.letter.kind === 'notice' || addressed.letter.kind === 'outcome',
  }
}

const isFirst = (one: Contact, index: number, all: readonly Contact[]): boolean =>
  all.findIndex((other) => other.address === one.address) === index

type Section = ReturnType<typeof sectionOf>

const headingOf = ({ file, words }: { file: string; words: LetterWords }): string =>
  oneLine(fill('text', file, { ...words, layout: 'layout/subject.njk' }))

function writeOut(form: Form, subject: string, letters: Section[], sender: Sender): string {
  const several = letters.length > 1
  const sections = toldOnce(letters, headingOf)
  const running = sections.flatMap((one) => one.words.deadlines).filter((one) => !one.suspended)
  const facts = {
    subject,
    several,
    name: sections[0]?.words.name,
    sections: sections.map((section, index) => ({
      ...section,
      what: section.what ?? section.subject,
      number: index + 1,
      body: fill(form, section.file, {
        ...section.words,
        layout: 'layout/section.njk',
        several,
        level: several ? 3 : 2,
      }),
    })),
    tone: sections[0]?.words.kind,
    authorities: [...new Set(sections.map((one) => one.words.authority))],
    formal: sections.every((one) => one.formal),
    asks: [...new Set(sections.map((one) => one.ask).filter(Boolean))],
    asksToDo: running.length > 0,
    allLate: running.every((one) => one.late),
    fixed: running.every((one) => one.fixed),
    undated: running.every((one) => one.due === null),
    address: bareAddress(sender.mailFrom),
    contacts: sections.flatMap(({ contact }) => contact ?? []).filter(isFirst),
  }
  const written = fill(form, 'layout/mail.njk', facts)
  return form === 'html'
    ? written
    : `${written
        .replace(/[ \t]+$/gm, '')
        .replace(/\n{3,}/g, '\n\n')
        .trim()}\n`
}
