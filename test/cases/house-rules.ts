import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Story } from '../support/story.ts'

const shipped = readFileSync(join(import.meta.dirname, '../../calendar/data/bank-holidays-england.csv'), 'utf8')
const bankHolidays = new Set(shipped.split('\n').map((line) => line.slice(0, 10)))

const isWorkingDay = (day: string): boolean =>
  !['Sat', 'Sun'].includes(new Date(`${day}T12:00Z`).toUTCString().slice(0, 3)) && !bankHolidays.has(day)

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** The due days of these events, in order. */
export const dues = (events: Record<string, unknown>[]): string[] => events.map((one) => text(one.due))

/** What happened to one deadline, a line each: the moment, what, the due day, why. */
export const lifeOf = (story: Story, deadline: string): string[] =>
  story.happenings
    .filter((one) => one.type.startsWith('deadline-') && one.deadline === deadline)
    .map((one) => {
      const moment = one.at.slice(11, 16) === '00:00' ? one.at.slice(0, 10) : one.at.slice(0, 16)
      return `${moment} ${one.type.slice(9)} ${text(one.due)}${one.reason ? `: ${text(one.reason)}` : ''}`
    })

/** The deadlines opened at a moment, with their due days. */
export const openedAt = (story: Story, moment: string): string[] =>
  story
    .of('deadline-opened')
    .filter((one) => one.at.startsWith(moment))
    .map((one) => `${text(one.deadline)} ${text(one.due)}`)

/** The deadlines cancelled at a moment. */
export const cancelledAt = (story: Story, moment: string): string[] =>
  story
    .of('deadline-cancelled')
    .filter((one) => one.at.startsWith(moment))
    .map((one) => text(one.deadline))

/** Every mail of a moment as `kind role`. */
export const mailsAt = (story: Story, moment: string): string[] =>
  story
    .of('mail')
    .filter((one) => one.at.startsWith(moment))
    .map((one) => `${text(one.kind)} ${(one.to as string[]).join('+')}`)

/**
 * What holds in every story: chasing goes out at 09:00 London on a working day of LAW-2 and only a command mails at another
 * time; no mail goes twice; whatever is opened ends once at most; nothing is missed before it has passed.
 */
export function expectHouseRules(story: Story, newHolidays: string[] = []): void {
  const steps = new Set(
    story.happenings.filter((one) => ['command', 'deadline-moved'].includes(one.type)).map((one) => one.at),
  )
  for (const mail of story.of('mail')) {
    const caused = (mail.kind === 'notice' || mail.kind === 'outcome') && steps.has(mail.at)
    const onTheHour = mail.at.slice(11, 19) === '09:00:00' && isWorkingDay(mail.at.slice(0, 10))
    const onNewHoliday = newHolidays.includes(mail.at.slice(0, 10))
    expect(caused || (onTheHour && !onNewHoliday), `${mail.at} ${text(mail.kind)} ${text(mail.subject)}`).toBe(true)
  }
  expectNothingTwice(story)
  const lives = new Map<string, string[]>()
  for (const one of story.happenings.filter((each) => typeof each.key === 'string')) {
    const life = lives.get(text(one.key)) ?? []
    expect(life, `${text(one.key)} after its end`).not.toContain('deadline-met')
    expect(life, `${text(one.key)} after its end`).not.toContain('deadline-cancelled')
    expect(life.length === 0, `${text(one.key)} opened once, and first`).toBe(one.type === 'deadline-opened')
    lives.set(text(one.key), [...life, one.type])
    if (one.type === 'deadline-missed')
      expect(text(one.due) < one.at.slice(0, 10), `${text(one.key)} missed`).toBe(true)
  }
}

/** No message goes out twice, nor the same words to the same person on the same day. */
function expectNothingTwice(story: Story): void {
  const mails = story.of('mail')
  const ids = mails.map((one) => text(one.messageId))
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  const said = mails.map((one) => `${one.at} ${text(one.addresses)} ${text(one.kind)} ${text(one.subject)}`)
  expect(said.filter((line, at) => said.indexOf(line) !== at)).toEqual([])
}
