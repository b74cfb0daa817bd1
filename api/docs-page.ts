import { createHash } from 'node:crypto'
import type { oas31 } from 'zod-openapi'
import { problemKinds } from './problem.ts'

type Described = Record<string, unknown>

const style = `body{font:1rem/1.5 Arial,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#0b0c0c;background:#fff}
h2{border-bottom:2px solid #0b0c0c;margin-top:2.5rem}h3{margin:2rem 0 .25rem}code,pre{font-family:monospace;background:#f3f2f1}
pre{padding:.75rem;overflow-x:auto}table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0}
details{margin:.5rem 0}summary{cursor:pointer}a{color:#1d70b8}a:focus,summary:focus,pre:focus{outline:3px solid #ffdd00}`

/** The one style that the page may use, for its content security policy. */
export const docsStyleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

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
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text(api.info.title)}: the API</title><style>${style}</style></head><body>
<header><h1>${text(api.info.title)}: the API</h1><p>${text(api.info.description ?? '')}</p>
<p>For machines: <a href="/openapi.json">openapi.json</a>.</p></header>
<nav aria-label="Parts of the API"><ul>${tags.map((tag) => `<li><a href="#${text(tag)}">${text(tag)}</a></li>`).join('')}
<li><a href="#problems">Problems</a></li><li><a href="#schemas">Schemas</a></li></ul></nav>
<main>${sections.join('')}
<section><h2 id="problems">Problems</h2>${Object.entries(problemKinds)
    .map(([status, { slug, title }]) => `<h3 id="problem-${slug}">${status}: ${text(title)}</h3>`)
    .join('')}</section>
<section><h2 id="schemas">Schemas</h2>${Object.entries(api.components?.schemas ?? {})
    .map(([name, schema]) => `<h3 id="schema-${text(name)}">${text(name)}</h3>${json(schema)}`)
    .join('')}</section></main></body></html>`
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

const text = (raw: string): string => raw.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
