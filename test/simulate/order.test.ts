import { describe, expect, it } from 'vitest'
import { inOrder, type Happening } from '../../simulate/happenings.ts'

const nine = '2023-09-05T09:00:00+01:00'
const midnight = '2023-09-05T00:00:00+01:00'
const command = (name: string, at = nine): Happening => ({ at, type: 'command', command: name, as: 'dsim' })
const opened = (deadline: string, at = nine): Happening => ({ at, type: 'deadline-opened', deadline })
const missed = (deadline: string): Happening => ({ at: midnight, type: 'deadline-missed', deadline })
const mail = (at = nine): Happening => ({ at, type: 'mail', subject: 'S' })
const refused = (name: string, after: number, at = nine) => ({
  happening: { at, type: 'command-refused', command: name, as: 'dsim', error: 'Not now' },
  after,
})
const told = (all: Happening[]): string[] => all.map((one) => `${one.type} ${one.command ?? one.deadline ?? ''}`.trim())

describe('the order of what happens in a scenario (contract, section 5)', () => {
  it('puts a refused step where it was given among the steps of its moment, each followed by what it brought', () => {
    const entered = [command('openCase'), opened('sip-visit'), command('assignOfficer')]
    const steps = [refused('changeLevel', 0), refused('openCase', 1), refused('closeCase', 2)]
    expect(told(inOrder(steps, entered, [mail()]))).toEqual([
      'command-refused changeLevel',
      'command openCase',
      'deadline-opened sip-visit',
      'command-refused openCase',
      'command assignOfficer',
      'command-refused closeCase',
      'mail',
    ])
  })

  it('puts a refused step before what the moment itself brings: the steps come first', () => {
    expect(told(inOrder([refused('closeCase', 0, midnight)], [missed('sip-visit')], [mail(midnight)]))).toEqual([
      'command-refused closeCase',
      'deadline-missed sip-visit',
      'mail',
    ])
  })

  it('keeps to the time across moments', () => {
    const entered = [missed('sip-visit'), command('openCase')]
    expect(told(inOrder([refused('closeCase', 1)], entered, [mail(midnight)]))).toEqual([
      'deadline-missed sip-visit',
      'mail',
      'command openCase',
      'command-refused closeCase',
    ])
  })
})
