import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { pageStyleHash } from './html-page.ts'

/** Nothing of ours is run, framed or loaded by a browser, but the style of our pages. */
export function secureHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: [pageStyleHash],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
  })
}
