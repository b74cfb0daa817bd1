import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { docsStyleHash } from './docs-page.ts'

/** Nothing of ours is run, framed or loaded by a browser, but the style of the page /docs. */
export function secureHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: [docsStyleHash],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
  })
}
