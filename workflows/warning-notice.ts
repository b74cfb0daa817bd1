import type { ProcedureInput } from './messages.ts'
import { followProcedure } from './procedure.ts'

/** A warning notice from its request to its end: approval, issue, the school's answer, appeal, powers (ST-20 to ST-23, LAW-1 to LAW-9). */
export async function warningNotice(input: ProcedureInput): Promise<string> {
  return followProcedure(input)
}
