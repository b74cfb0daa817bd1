import express, { type Express, type Response } from 'express'
import PostalMime, { type Attachment, type Email } from 'postal-mime'
import type { InboxMessage, Mailbox } from './mailbox.ts'

const pageSize = 100

const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'"
const bodyPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"

/** The pages and the JSON of the embedded inbox. */
export function inboxPages(mailbox: Mailbox): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy': pagePolicy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })
    next()
  })
  app.get('/', ({ query }, response) => {
    response.send(listPage(mailbox.list(), String(query['q'] ?? ''), Math.max(1, Number(query['page']) || 1)))
  })
  app.get('/messages.json', (_request, response) => {
    response.json(mailbox.list().toReversed())
  })
  app.get('/messages/:id.eml', async ({ params }, response) => {
    const source = await mailbox.source(params.id)
    if (source === undefined) return missing(response)
    response.attachment(`${params.id}.eml`).type('message/rfc822').send(source)
  })
  app.get('/messages/:id', async ({ params }, response) => {
    const email = await read(mailbox, params.id)
    if (email === undefined) return missing(response)
    response.send(messagePage(params.id, email))
  })
  app.get('/messages/:id/body', async ({ params }, response) => {
    const email = await read(mailbox, params.id)
    if (email === undefined) return missing(response)
    response.set('Content-Security-Policy', bodyPolicy).send(`<base target="_blank">${email.html ?? ''}`)
  })
  app.get('/messages/:id/attachments/:number', async ({ params }, response) => {
    const email = await read(mailbox, params.id)
    const attachment = email?.attachments[Number(params.number)]
    if (attachment === undefined) return missing(response)
    response.attachment(nameOf(attachment)).type(attachment.mimeType).send(contentOf(attachment))
  })
  app.use((_request, response) => missing(response))
  return app
}

async function read(mailbox: Mailbox, id: string): Promise<Email | undefined> {
  const source = await mailbox.source(id)
  return source && PostalMime.parse(source)
}

function missing(response: Response) {
  response.status(404).send(page('Not found', '<h1>Not found</h1><p><a href="/">All mail</a></p>'))
}

function listPage(all: readonly InboxMessage[], wanted: string, number: number): string {
  const found = all.toReversed().filter((message) => mentions(message, wanted.toLowerCase()))
  const shown = found.slice((number - 1) * pageSize, number * pageSize)
  return page(
    'Mail',
    `<h1>Mail</h1>
    <p>Everything the service has sent. Nothing leaves this machine.</p>
    <form role="search"><label>Search <input type="search" name="q" value="${escaped(wanted)}"></label> <button>Search</button></form>
    <p>${found.length} ${found.length === 1 ? 'message' : 'messages'}, newest first</p>
    <table><thead><tr><th scope="col">To</th><th scope="col">Subject</th><th scope="col">Kind</th><th scope="col">Date</th></tr></thead>
    <tbody>${shown.map(row).join('')}</tbody></table>
    ${pageLinks(found.length, wanted, number)}`,
  )
}

function mentions({ to, subject, headers }: InboxMessage, wanted: string): boolean {
  return [to, subject, headers['x-case-id'] ?? ''].some((text) => text.toLowerCase().includes(wanted))
}

function row({ id, to, subject, date, headers }: InboxMessage): string {
  const kind = headers['x-kind'] ?? ''
  const link = `<a href="/messages/${id}">${escaped(subject || '(no subject)')}</a>`
  return `<tr><td>${escaped(to)}</td><td>${link}</td><td>${escaped(kind)}</td><td>${moment(date)}</td></tr>`
}

function pageLinks(count: number, wanted: string, number: number): string {
  const link = (to: number, words: string) =>
    `<a href="?${escaped(new URLSearchParams({ q: wanted, page: String(to) }).toString())}">${words}</a>`
  const links = [number > 1 && link(number - 1, 'Newer'), number * pageSize < count && link(number + 1, 'Older')]
  const shown = links.filter(Boolean).join(' ')
  return shown && `<nav aria-label="Pages">${shown}</nav>`
}

function messagePage(id: string, { subject = '', text, html, headers, attachments }: Email): string {
  return page(
    subject,
    `<p><a href="/">All mail</a></p>
    <h1>${escaped(subject || '(no subject)')}</h1>
    <dl>${headers.map(({ originalKey, value }) => `<dt>${escaped(originalKey)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>
    ${html === undefined ? '' : `<h2>As sent</h2><iframe title="The message" src="/messages/${id}/body" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`}
    <h2>Text</h2><pre tabindex="0">${escaped(text ?? '')}</pre>
    <h2>Files</h2><ul>${attachments.map((attachment, index) => `<li><a href="/messages/${id}/attachments/${index}">${escaped(nameOf(attachment))}</a></li>`).join('')}
    <li><a href="/messages/${id}.eml">The whole message (.eml)</a></li></ul>`,
  )
}

function nameOf({ filename, mimeType }: Attachment): string {
  return filename ?? (mimeType === 'text/calendar' ? 'calendar.ics' : 'attachment')
}

function contentOf({ content }: Attachment): Buffer {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as Uint8Array)
}

function moment(date: string): string {
  const at = new Date(date)
  if (Number.isNaN(at.getTime())) return escaped(date)
  const words = at.toLocaleString('en-GB', { timeZone: 'Europe/London', dateStyle: 'medium', timeStyle: 'short' })
  return `<time datetime="${at.toISOString()}">${words}</time>`
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>${escaped(title)} – Inbox</title><style>${style}</style></head><body><main>${body}</main></body></html>`
}

const style = `
  body { font: 1.05rem/1.5 Arial, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; color: #111; background: #fff }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .4rem; border-bottom: 1px solid #999; vertical-align: top }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem } dt { font-weight: bold } dd { margin: 0; overflow-wrap: anywhere }
  iframe { width: 100%; height: 30rem; border: 1px solid #999 } pre { white-space: pre-wrap; border: 1px solid #999; padding: 1rem }`

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
