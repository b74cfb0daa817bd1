import { statementThatStays } from './statement-that-stays.ts'

export { interventionCase } from '../../../workflows/intervention-case.ts'
export { warningNotice } from '../../../workflows/warning-notice.ts'
export { authorityYear, districtYear, schoolYear } from '../../../workflows/years.ts'

/** The change as it must not be made while statements run. */
export const statementOfAction = statementThatStays(() => true)
