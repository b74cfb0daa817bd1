import { ApplicationFailure } from '@temporalio/common'

/** A fault of the database as a sentence that an administrator understands; the work is tried again. */
export async function plainly<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ApplicationFailure) throw error
    const detail = error instanceof Error ? error.message : String(error)
    throw ApplicationFailure.create({
      message: `The records database could not ${what}: ${detail}. It is tried again.`,
      type: 'Records',
      cause: error instanceof Error ? error : undefined,
    })
  }
}
