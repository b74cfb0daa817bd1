import type { oas31 } from 'zod-openapi'
import { htmlPage, text } from './html-page.ts'
import { problemKinds } from './problem.ts'

type Described = Record<string, unknown>

/** The API as a page to read: every operation with what it takes and answers. Nothing is loaded from elsewhere. */
export function docsPage(api: oas31.OpenAPIObject): string {
  const operations = Object.entries(api.paths ?? {}).flatMap(([path, item]) =>
    (['get', 'put', 'post'] as const).flatMap((method) => {
      const found = item[method]
      return found ? [{ path, method, operation: found }] : []
    }),
  )
  const tags = [...new Set(operations.map((one) => one.operation.tags?.[0] ?? ''))]
  const sections = tags.map((tag) => {
    const own = operations.filter((one) => one.operation.tags?.[0] === tag)
    return `<section><h2 id="${text(tag)}">${text(tag)}</h2>${own.map(operationShown).join('')}</section>`
  })
  const body = `<header><h1>${text(api.info.title)}: the API</h1><p>${text(api.info.description ?? '')}</p>
<p>For machines: <a href="/openapi.json">openapi.json</a>.</p></header>
<nav aria-label="Parts of the API"><ul>${tags.map((tag) => `<li><a href="#${text(tag)}">${text(tag)}</a></li>`).join('')}
<li><a href="#problems">Problems</a></li><li><a href="#schemas">Schemas</a></li></ul></nav>
<main>${sections.join('')}
<section><h2 id="problems">Problems</h2>${Object.entries(problemKinds)
    .map(([status, { slug, title }]) => `<h3 id="problem-${slug}">${status}: ${text(title)}</h3>`)
    .join('')}</section>
<section><h2 id="schemas">Schemas</h2>${Object.entries(api.components?.schemas ?? {})
    .map(([name, schema]) => `<h3 id="schema-${text(name)}">${text(name)}</h3>${json(schema)}`)
    .join('')}</section></main>`
  return htmlPage(`${api.info.title}: the API`, body)
}

function operationShown({
  path,
  method,
  operation,
}: {
  path: string
  method: string
  operation: oas31.OperationObject
}) {
  const { operationId = '', summary = '', description, parameters = [], requestBody, responses = {} } = operation
  const takes = Object.entries(((requestBody as Described | undefined)?.['content'] ?? {}) as Record<string, Described>)
  return `<article><h3 id="${text(operationId)}"><code>${method.toUpperCase()} ${text(path)}</code></h3>
<p>${text(summary)}.</p>${description ? `<p>${text(description)}</p>` : ''}
${parameters.length > 0 ? `<table><caption>Parameters</caption><thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">What</th></tr></thead><tbody>${parameters.map((one) => parameterShown(one as oas31.ParameterObject)).join('')}</tbody></table>` : ''}
${takes.map(([type, { schema }]) => `<details><summary>Body: <code>${text(type)}</code></summary>${schemaShown(schema)}</details>`).join('')}
<details><summary>Answers</summary><table><tbody>${Object.entries(responses)
    .map(([status, response]) => answerShown(status, response as Described))
    .join('')}</tbody></table></details></article>`
}

function parameterShown({ name, in: place, required, description = '', schema }: oas31.ParameterObject): string {
  const { description: _, ...plain } = (schema ?? {}) as Described
  return `<tr><td><code>${text(name)}</code></td><td>${place}${required ? ', required' : ''}</td><td>${text(description)} <code>${text(JSON.stringify(plain))}</code></td></tr>`
}

function answerShown(status: string, { description, content }: Described): string {
  const [[type = '', { schema } = {} as Described] = []] = Object.entries((content ?? {}) as Record<string, Described>)
  return `<tr><th scope="row">${text(status)}</th><td>${text(String(description))}<br><code>${text(type)}</code> ${schemaShown(schema)}</td></tr>`
}

function schemaShown(schema: unknown): string {
  const reference = (schema as { $ref?: string } | undefined)?.$ref?.split('/').at(-1)
  if (reference) return `<a href="#schema-${text(reference)}">${text(reference)}</a>`
  return schema ? json(schema) : ''
}

const json = (value: unknown): string => `<pre tabindex="0">${text(JSON.stringify(value, null, 2))}</pre>`
