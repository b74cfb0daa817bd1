import { reachRecords } from '../records/database.ts'
import type { ApiParts } from './parts.ts'

const patienceMs = 4_000

/** A part of the service, and whether it answers. */
export interface PartHealth {
  part: string
  reached: boolean
}

/** Whether the parts that the service cannot do without answer, and soon. */
export async function partsReached({ records, cases, reachMail }: ApiParts): Promise<PartHealth[]> {
  const reaching = { database: reachRecords(records), Temporal: cases.reach(), mail: reachMail() }
  return Promise.all(
    Object.entries(reaching).map(async ([part, answer]) => ({ part, reached: await answersInTime(answer) })),
  )
}

/** Whether a part answers, and soon. */
export async function answersInTime(answer: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((settle) => {
    timer = setTimeout(() => settle(false), patienceMs)
  })
  const answered = answer.then(
    () => true,
    () => false,
  )
  return Promise.race([answered, late]).finally(() => clearTimeout(timer))
}
