import { describe, expect, it } from 'vitest'
import { partNames } from '../../embedded/part.ts'
import { reportOf } from './report.ts'
import { runTrial } from './trial.ts'

/** The long one, with a seed of your own: `npm run faults -- --seed N`. */
const short = { seed: 20, cases: 12, seconds: 20, gap: 3, trapGap: 4 }

describe('a dozen cases, their service killed part by part while they live', () => {
  it('lose no case, no deadline, no entry and no mail, and send none twice under another Message-ID', async () => {
    const outcome = await runTrial(short)
    const report = reportOf(outcome)
    for (const [name, list] of Object.entries(outcome.faults)) expect(list, `${name}\n${report}`).toEqual([])
    expect(outcome.neverCame, report).toEqual([])
    for (const part of partNames)
      expect(
        outcome.kills.map((kill) => kill.part),
        report,
      ).toContain(part)
    expect(outcome.evidence.arrivals.length, report).toBeGreaterThan(40)
  }, 400_000)
})
