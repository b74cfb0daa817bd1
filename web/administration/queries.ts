import * as z from 'zod'

const cursor = z.string().max(2000).optional()

/** What the pages of the administration may be asked in their address. */
export const pageOnly = z.object({ cursor })
export const alarmsAsked = z.object({
  cursor,
  show: z.enum(['all', 'alarms']).default('all'),
  check: z.enum(['yes', 'no']).default('no'),
})
export const mailStatuses = ['waiting', 'refused', 'gathering', 'nobody', 'by post'] as const
export const mailsAsked = z.object({ cursor, status: z.enum(mailStatuses).default('waiting') })
