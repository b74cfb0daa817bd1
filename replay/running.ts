import { WorkflowNotFoundError, type Client } from '@temporalio/client'
import type { NamedHistory } from './saved-histories.ts'

/** Everything that runs on the cases' task queue: cases and the procedures that are their children. */
const running = `ExecutionStatus = "Running" AND TaskQueue = "interventions"`

/** How many executions a page of the server's list holds. */
const pageSize = 500

/** The histories of what runs on a server, page by page; what ends between its page and its turn is passed over. */
export async function* runningHistories(client: Client): AsyncGenerator<NamedHistory> {
  for await (const { workflowId, runId } of client.workflow.list({ query: running, pageSize })) {
    try {
      yield { name: workflowId, history: await client.workflow.getHandle(workflowId, runId).fetchHistory() }
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error
    }
  }
}
