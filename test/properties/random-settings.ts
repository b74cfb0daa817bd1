import fc from 'fast-check'
import type { Policy } from '../../policies/policy.ts'
import { anyDates, anyDay } from './random-calendars.ts'
import { anyPeople } from './random-people.ts'
import { aPolicy } from './random-policies.ts'
import { anyRolls, dayLater } from './random-steps.ts'
import type { Setting } from './stories-on-paper.ts'

/** A policy, a calendar, people and what happens: any story from 2007 on. */
export const anySetting = (policies: fc.Arbitrary<Policy> = aPolicy): fc.Arbitrary<Setting> =>
  fc.tuple(policies, anyDay('2007-04-01', '2031-12-31')).chain(([policy, start]) =>
    fc
      .record({
        policy: fc.constant(policy),
        dates: anyDates(policy.authority),
        people: anyPeople(policy, start, dayLater(start, 700)),
        denomination: fc.constantFrom(null, 'Church of England'),
        phase: fc.constantFrom('primary' as const, 'secondary' as const),
        start: fc.constant(start),
        level: fc.nat(2),
        rolls: anyRolls,
        rest: fc.nat(400),
      })
      .map(({ denomination, phase, dates, ...rest }) => {
        const school = { urn: '900001', name: 'Ashfield', phase, district: null, denomination }
        const { oneWeekHalfTermIsLong } = policy.calendar
        return { ...rest, school, dates: { ...dates, oneWeekHalfTermIsLong } }
      }),
  )
