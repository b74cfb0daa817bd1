import fc from 'fast-check'
import { expect } from 'vitest'

/**
 * Properties run with another seed each time, so that every run of the tests looks where none has looked before: a counterexample
 * is a bug of the product, never bad luck. It is mended, and pinned as an `examples:` entry. A failure prints its seed and path and
 * the command that runs it again:
 *
 *     FAST_CHECK_SEED=123 FAST_CHECK_PATH=4:0:1 npx vitest run test/properties/FILE -t 'the name of the test'
 *
 * A build (`CI` is set) is judged by the same seed each time: it says whether this change is sound, not whether chance was kind.
 * `FAST_CHECK_TIMES=100` tries every property a hundred times as often; `FAST_CHECK_COUNTS=1` says how often that was.
 */
const given = (name: string): string | undefined => process.env[name] || undefined

const seed = given('FAST_CHECK_SEED') ?? (given('CI') ? '20070401' : undefined)

/** How many times as often as usual everything is tried. */
export const times = Number(given('FAST_CHECK_TIMES') ?? 1)

/** However slow the machine: nothing new is tried after so long. */
const secondsEach = 20

/** How long a test may take before it counts as hanging; to make a counterexample small takes its time too. */
export const patience = 120_000 + 2_000 * secondsEach * times

interface Trying<Ts extends unknown[]> {
  runs: number
  examples?: Ts[]
}

const settings = <Ts extends unknown[]>({ runs, examples }: Trying<Ts>): fc.Parameters<Ts> => ({
  numRuns: runs * times,
  ...(examples ? { examples } : {}),
  ...(seed ? { seed: Number(seed) } : {}),
  ...(given('FAST_CHECK_PATH') ? { path: given('FAST_CHECK_PATH') } : {}),
  includeErrorInReport: true,
  interruptAfterTimeLimit: secondsEach * 1_000 * times ** 2,
  markInterruptAsFailure: false,
})

/** Fails where the property does not hold, with what breaks it and the command that shows it again; gives how often it was tried. */
export function holds<Ts extends unknown[]>(property: fc.IProperty<Ts>, trying: Trying<Ts>): number {
  return complain(fc.check(property, settings(trying)))
}

/**
 * The same of a property that waits for the real service: what breaks it is shown as it is, to make it small would take an hour; and
 * it is tried as often as it says, since one try on a busy machine may take longer than all tries of another.
 */
export async function holdsInTime<Ts extends unknown[]>(
  property: fc.IAsyncProperty<Ts>,
  trying: Trying<Ts>,
): Promise<number> {
  const { interruptAfterTimeLimit: _, ...all } = settings(trying)
  return complain(await fc.check(property, { ...all, endOnFailure: true }))
}

function complain<Ts>(outcome: fc.RunDetails<Ts>): number {
  if (process.env.FAST_CHECK_COUNTS) console.log(`tried ${outcome.numRuns} times, seed ${outcome.seed}`)
  if (!outcome.failed) return outcome.numRuns
  const { testPath, currentTestName } = expect.getState()
  const file = testPath?.slice(testPath.indexOf('test/properties'))
  const name = currentTestName
    ?.split(' > ')
    .at(-1)
    ?.replaceAll(/[()?*’]/g, '.')
  const again = `FAST_CHECK_SEED=${outcome.seed} FAST_CHECK_PATH=${outcome.counterexamplePath ?? ''} npx vitest run ${file} -t '${name}'`
  throw new Error(`${fc.defaultReportMessage(outcome)}\n\nTo run this again:\n${again}`)
}
