export { interventionCase } from './intervention-case.ts'
export { statementOfAction } from './statement-of-action.ts'
export { warningNotice } from './warning-notice.ts'
export { authorityYear, districtYear, schoolYear } from './years.ts'
