import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { count, counted } from './count.ts'
import type { Evidence, FileEntry } from './evidence.ts'
import { expectationOf } from './expectation.ts'
import type { Kill } from './kills.ts'
import { livesOf } from './lives.ts'
import type { Played } from './playing.ts'

const caseId = 'drill-900101-1'
const openedAt = 1_795_600_000
const until = openedAt + 60
const input = { level: 'guided', summary: 'life 0' }
const life: Played = {
  urn: '900101',
  caseId,
  given: [{ entry: 1, command: 'openCase', input, note: 'life 0' }],
  refused: [],
}

/** A case that was opened and left alone, all of it as the paper says. */
function whole(): Evidence {
  const expected = expectationOf(caseId, [{ entry: 1, at: openedAt, command: 'openCase', input }], until)
  const command = { caseId, seq: 1, at: openedAt, type: 'command', command: 'openCase', key: '', note: 'life 0', input }
  const events = [...expected.events.keys()].map((one, index): FileEntry => {
    const [, type = '', key = '', at = ''] = /^(\S+) (\S+) @(\d+)$/.exec(one) ?? []
    return { caseId, seq: index + 2, at: Number(at), type, command: '', key, note: '', input: {} }
  })
  const letters = [...expected.letters.keys()].map((thing) => {
    const [key, name, address] = [`${thing}/somebody`, 'Some Body', 'somebody@drill.example']
    const digest = createHash('sha256')
      .update(JSON.stringify([key, name, address]))
      .digest('hex')
    return { thing, key, name, address, messageId: `<${digest.slice(0, 40)}@example.org>` }
  })
  return {
    cases: [{ id: caseId, status: 'open', seq: events.length + 1 }],
    file: [command, ...events],
    deadlines: [...expected.deadlines].map(([key, status]) => ({ caseId, key, status })),
    letters,
    arrivals: letters.map(({ messageId }) => ({ messageId, at: openedAt * 1_000 })),
    running: new Set([caseId]),
    wentOn: 0,
    waiting: 0,
  }
}

/** What is counted of a case to which something was done; the names whose count is not 0. */
function counts(spoil: (evidence: Evidence) => void, kills: Kill[] = []): string[] {
  const evidence = whole()
  spoil(evidence)
  const faults = count([life], evidence, kills, until)
  return counted.filter((name) => faults[name].length > 0)
}

describe('the count after a fault drill', () => {
  it('is 0 of everything for a case that is whole', () => {
    expect(counts(() => {})).toEqual([])
    expect(whole().letters.length).toBeGreaterThan(15)
  })

  it('sees a case that is gone, one whose workflow is gone, and a command that is', () => {
    expect(counts((one) => one.cases.splice(0))).toEqual(['cases lost'])
    expect(counts((one) => one.running.clear())).toEqual(['cases lost'])
    expect(counts((one) => (one.file[0]!.note = 'another'))).toEqual(['commands lost'])
  })

  it('sees a gap in the case file', () => {
    expect(counts((one) => (one.file[3]!.seq = 99))).toEqual(['case-file gaps'])
  })

  it('sees a deadline that was not missed, was missed at another time, or stands otherwise on record', () => {
    const missed = (one: Evidence) => one.file.findIndex((entry) => entry.type === 'deadline-missed')
    expect(counts((one) => (one.file[missed(one)]!.at += 1))).toEqual(['deadlines lost', 'deadlines that nobody owed'])
    expect(counts((one) => one.file.splice(missed(one), 1))).toEqual(['case-file gaps', 'deadlines lost'])
    expect(counts((one) => (one.deadlines[0]!.status = 'met'))).toEqual(['deadlines lost'])
  })

  it('sees a letter that was not written and a mail that has not arrived', () => {
    expect(counts((one) => one.arrivals.pop())).toEqual(['mails missing'])
    expect(
      counts((one) => {
        one.letters.pop()
        one.arrivals.pop()
      }),
    ).toEqual(['mails missing'])
  })

  it('sees a mail that nobody expected, and one under a second Message-ID', () => {
    const strange = { messageId: '<strange@example.org>', at: 0 }
    expect(counts((one) => one.arrivals.push(strange))).toEqual(['mails with a second Message-ID'])
    expect(counts((one) => (one.letters[0]!.thing += '/twice'))).toEqual([
      'mails missing',
      'mails that nobody expected',
    ])
    expect(counts((one) => (one.letters[0]!.key += '/other'))).toEqual(['mails with a second Message-ID'])
  })

  it('allows a repeat under the same Message-ID only around a kill', () => {
    const again = (one: Evidence) => one.arrivals.push({ ...one.arrivals[0]!, at: openedAt * 1_000 + 9_000 })
    expect(counts(again)).toEqual(['repeated mails that no kill explains'])
    const kill: Kill = { at: openedAt * 1_000 + 500, part: 'worker', moment: 'at random' }
    expect(counts(again, [kill])).toEqual([])
    expect(counts(again, [{ ...kill, at: openedAt * 1_000 - 5_000 }])).toEqual(['repeated mails that no kill explains'])
  })

  it('is of the same lives whenever the seed is the same', () => {
    const plan = { seed: 5, cases: 30, seconds: 120 }
    expect(livesOf(plan)).toEqual(livesOf(plan))
    expect(livesOf({ ...plan, seed: 6 })).not.toEqual(livesOf(plan))
    const commands = new Set(livesOf(plan).flatMap((one) => one.steps.map((step) => step.command)))
    for (const command of ['closeCase', 'reopenCase', 'rescindWarningNotice', 'fileStatementOfAction', 'changeLevel'])
      expect(commands).toContain(command)
  })
})
