import { patched } from '@temporalio/workflow'
import { statementThatStays } from './statement-that-stays.ts'

export { interventionCase } from '../../../workflows/intervention-case.ts'
export { warningNotice } from '../../../workflows/warning-notice.ts'
export { authorityYear, districtYear, schoolYear } from '../../../workflows/years.ts'

/** The change as it must be made: what a run has passed already, it has passed in the old way. */
export const statementOfAction = statementThatStays(patched)
