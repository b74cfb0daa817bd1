import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client'
import { blankCase } from '../cases/blank-case.ts'
import type { CaseKind } from '../policies/year.ts'
import type { CaseInput } from './messages.ts'
import { searchAttributesOf } from './visible-state.ts'

export const taskQueue = 'interventions'

/** The workflow that runs each kind. */
export const workflowOf = {
  intervention: 'interventionCase',
  'school-year': 'schoolYear',
  'district-year': 'districtYear',
  'authority-year': 'authorityYear',
} as const satisfies Record<CaseKind, string>

/** A summary holds 400 bytes, and half of a character is none. */
const inShort = (name: string): string => [...name].slice(0, 80).join('')

/** Starts the workflow of a case or a year under its id; one that runs already is left as it is. Throws what Temporal throws. */
export async function startCase(client: Client, input: CaseInput): Promise<void> {
  const { caseId, school, policy, kind } = input
  const shown = input.state ?? blankCase(policy, school, caseId, kind)
  const about =
    kind === 'intervention' || kind === 'school-year'
      ? `${inShort(school.name)} (URN ${school.urn})`
      : inShort(school.name)
  const start = () =>
    client.workflow.start(workflowOf[kind], {
      workflowId: caseId,
      taskQueue,
      args: [input],
      memo: { from: input.state?.seq ?? 0 },
      typedSearchAttributes: searchAttributesOf(policy, shown, []).filter((pair) => pair.value !== null),
      staticSummary: `${kind === 'intervention' ? '' : 'The year of '}${about}, ${policy.name}`,
      staticDetails: `${kind === 'intervention' ? 'Intervention in a school causing concern' : 'What every year owes'}, under the policy of ${policy.name}, edition ${policy.edition}. What is owed now stands under current details.`,
    })
  try {
    await client.connection.withDeadline(Date.now() + 8_000, start)
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
}
