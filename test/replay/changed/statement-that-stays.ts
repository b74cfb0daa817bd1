import { sleep } from '@temporalio/workflow'
import type { ProcedureInput } from '../../../workflows/messages.ts'
import { followProcedure } from '../../../workflows/procedure.ts'

/**
 * `statementOfAction` with two more steps: at its start it waits until the letter of its opening has gone, at its end it stays four
 * weeks, in which parents may be heard (LAW-11). `isNew` says of each whether this run takes it.
 */
export function statementThatStays(isNew: (patchId: string) => boolean) {
  return async (input: ProcedureInput): Promise<string> => {
    if (isNew('statement-waits-for-its-letter')) await sleep('1 minute', { summary: 'Waits until its letter has gone' })
    const outcome = await followProcedure(input)
    if (isNew('statement-stays-four-weeks')) await sleep('28 days', { summary: 'Parents may still be heard (LAW-11)' })
    return outcome
  }
}
