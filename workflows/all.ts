export { interventionCase } from './intervention-case.ts'
export { statementOfAction } from './statement-of-action.ts'
export { warningNotice } from './warning-notice.ts'
