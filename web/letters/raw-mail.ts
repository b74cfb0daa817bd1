import type { Response } from 'express'

const dark = '@media (prefers-color-scheme: dark)'

/**
 * Sends a mail's HTML as a mail program would show it, in a frame of ours alone: with its own styles, without scripts, forms or
 * anything from elsewhere. Dark is as the mail is where its reader's program is.
 */
export function sendMailHtml(response: Response, html: string, scheme: 'light' | 'dark'): void {
  const shown =
    scheme === 'dark'
      ? html.replaceAll(dark, '@media all').replaceAll('color-scheme: light dark', 'color-scheme: dark')
      : html.replaceAll(dark, '@media not all').replaceAll('color-scheme: light dark', 'color-scheme: light')
  response
    .set({
      'Content-Security-Policy':
        "default-src 'none';style-src 'unsafe-inline';base-uri 'none';form-action 'none';frame-ancestors 'self'",
      'X-Frame-Options': 'SAMEORIGIN',
    })
    .type('html')
    .send(shown)
}

/** A page that shows mails may hold frames of ours. */
export function allowOwnFrames(response: Response): void {
  const policy = String(response.get('Content-Security-Policy') ?? '')
  response.set('Content-Security-Policy', `${policy};frame-src 'self'`)
}
