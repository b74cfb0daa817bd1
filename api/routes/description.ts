import { describeApi } from '../openapi.ts'
import { docsPage } from '../docs-page.ts'
import { operation, type Operation } from '../operation.ts'

/** The description of the API, for machines and for people. */
export function descriptionRoutes(operations: Operation[]): Operation[] {
  const own = [
    operation({
      method: 'get',
      path: '/openapi.json',
      id: 'getOpenApi',
      tag: 'Description',
      summary: 'This description (OpenAPI 3.1)',
      isPublic: true,
      answers: { 200: { description: 'The description' } },
      async handle() {
        return { body: described }
      },
    }),
    operation({
      method: 'get',
      path: '/docs',
      id: 'getDocs',
      tag: 'Description',
      summary: 'The same as a page',
      isPublic: true,
      answers: { 200: { description: 'The page', type: 'text/html' } },
      async handle({ response }) {
        response.type('html').send(page)
      },
    }),
  ]
  const described = describeApi([...operations, ...own])
  const page = docsPage(described)
  return own
}
