import { createHash } from 'node:crypto'

const style = `body{font:1rem/1.5 Arial,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#0b0c0c;background:#fff}
h2{border-bottom:2px solid #0b0c0c;margin-top:2.5rem}h3{margin:2rem 0 .25rem}code,pre{font-family:monospace;background:#f3f2f1}
pre{padding:.75rem;overflow-x:auto}table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0}
details{margin:.5rem 0}summary{cursor:pointer}a{color:#1d70b8}a:focus,summary:focus,pre:focus{outline:3px solid #ffdd00}`

/** The one style that a page may use, for its content security policy. */
export const pageStyleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/** A page of HTML that needs nothing but itself. */
export const htmlPage = (title: string, body: string): string =>
  `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${text(title)}</title><style>${style}</style></head><body>
${body}</body></html>`

/** Any text, harmless in HTML. */
export const text = (raw: string): string => raw.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
