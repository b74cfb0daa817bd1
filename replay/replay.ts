import type { DataConverter } from '@temporalio/common'
import { DefaultLogger, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker'
import { inWords } from './divergence.ts'
import type { History } from './history-json.ts'
import type { NamedHistory } from './saved-histories.ts'

/** How one history fares with the code: `diverged` says in words where they part; null where they agree to the end. */
export interface Replayed {
  name: string
  diverged: string | null
}

type Bundle = { code: string } | WorkflowBundleWithSourceMap

/** Replays histories against a bundle of the workflows, one at a time, in their order; holds no more than one of them. Those of confidential cases need the converter that knows their keys. */
export async function* replay(
  bundle: Bundle,
  histories: Iterable<NamedHistory> | AsyncIterable<NamedHistory>,
  dataConverter?: DataConverter,
): AsyncGenerator<Replayed> {
  const options = { workflowBundle: bundle, ...(dataConverter && { dataConverter }) }
  let present: History = {}
  async function* oneByOne() {
    for await (const one of histories) {
      present = one.history
      yield { workflowId: one.name, history: one.history }
    }
  }
  for await (const { workflowId, error } of Worker.runReplayHistories(options, oneByOne())) {
    yield { name: workflowId, diverged: error ? inWords(error.message, present) : null }
  }
}

/** The runtime's own words about each divergence are kept back: the result says it in ours. */
export function silenceRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => {}),
    telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
  })
}
