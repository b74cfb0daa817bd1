import type { Policy, Promised } from './policy.ts'

/** What the code of practice promises (HE-1); a case that runs under an edition read before there were such knows of none. */
export const promisesOf = ({ codeOfPractice = [] }: Pick<Policy, 'codeOfPractice'>): Promised[] => codeOfPractice
