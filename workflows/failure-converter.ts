import { DefaultFailureConverter, type FailureConverter } from '@temporalio/common'

/** Tells whether the failures of a workflow, by its id, are hidden. */
type Hides = (workflowId: string | undefined) => boolean

/**
 * Temporal loads this module apart from ours in a worker, and once for each workflow in their sandbox; what both copies see is
 * this name among the globals, of the process or of the one workflow.
 */
const scope = globalThis as { hidesFailures?: Hides }

const inWords = new DefaultFailureConverter()
const hidden = new DefaultFailureConverter({ encodeCommonAttributes: true })

/** Failures whose words and stack traces go where the payloads go, and are encrypted with them (DA-4). */
export const failureConverterFor = (hides: Hides): FailureConverter => ({
  errorToFailure: (error, payloads, context) =>
    (hides(context?.workflowId) ? hidden : inWords).errorToFailure(error, payloads, context),
  failureToError: (failure, payloads, context) => inWords.failureToError(failure, payloads, context),
})

/** Said by a process of its cases, or by a workflow of itself before it does anything else. */
export function hideFailures(hides: Hides): void {
  scope.hidesFailures = hides
}

/** What Temporal looks for under this name. */
export const failureConverter = failureConverterFor((workflowId) => scope.hidesFailures?.(workflowId) ?? false)
