import * as z from 'zod'

const edition = z.string().max(100).optional()

/** What the pages of a handbook may be asked in their address. */
export const editionQuery = z.object({ edition })
export const changesQuery = z.object({ from: edition, to: edition })
