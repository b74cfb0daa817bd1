import type { ProcedureInput } from './messages.ts'
import { followProcedure } from './procedure.ts'

/** A statement of action, owed until it is filed; late is still owed (ST-15, ST-24, LAW-10 to LAW-12). */
export async function statementOfAction(input: ProcedureInput): Promise<string> {
  return followProcedure(input)
}
