import type { Express } from 'express'
import request from 'supertest'

/** A form as somebody would send it: one value a field, or several. */
export type Fields = Record<string, string | string[]>

/** Somebody with a browser of their own: keeps its cookies, asks for pages, and sends the forms that pages hold. */
export function visitor(app: Express | string) {
  const agent = request.agent(app).set('Accept', 'text/html')
  return {
    get: (path: string) => agent.get(path),
    /** A POST just as it is, without the form's token. */
    post: (path: string, fields: Fields = {}) => agent.post(path).type('form').send(fields),
    /** Opens the page at an address, fills in its form and sends it there; or elsewhere, where `to` says so. */
    async submit(path: string, fields: Fields = {}, to = path) {
      const { text } = await agent.get(path)
      return agent
        .post(to)
        .type('form')
        .send({ ...fields, _csrf: tokenIn(text) })
    },
    /** Chooses who to be. */
    async signIn(person: string) {
      const answer = await this.submit('/sign-in', { person })
      if (answer.status !== 303) throw new Error(`${person} could not sign in: ${answer.status}`)
      return this
    },
  }
}

/** The token of the form on a page. Throws where there is none. */
export function tokenIn(html: string): string {
  const [, token] = /name="_csrf" value="([0-9a-f]+)"/.exec(html) ?? []
  if (!token) throw new Error(`There is no form with a token on this page: ${headingIn(html)}`)
  return token
}

export const headingIn = (html: string): string => textOf(/<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? '')

/** What a page says, without its tags. */
export const textOf = (html: string): string =>
  html
    .replace(/<(script|style|head)\b.*?<\/\1>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
