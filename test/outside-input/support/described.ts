import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Answer } from './calls.ts'
import type { Schema } from './arbitrary.ts'

interface Parameter {
  in: 'path' | 'query' | 'header'
  name: string
  required?: boolean
  schema: Schema
}

interface Content {
  content?: Record<string, { schema?: Schema }>
}

export interface Operation {
  method: string
  path: string
  id: string
  parameters: Parameter[]
  /** The schema of its JSON body; undefined where it takes none. */
  body: Schema | undefined
}

interface Document {
  paths: Record<
    string,
    Record<
      string,
      { operationId: string; parameters?: Parameter[]; requestBody?: Content; responses: Record<string, Content> }
    >
  >
}

/** The description of the API, asked: its operations, and whether a body or an answer is as it says. */
export function readDescription(document: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema(document, 'api')
  const follow = (pointer: string): unknown => pointer.split('/').reduce<unknown>(inside, document)
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId: id, parameters = [], requestBody }]): Operation => ({
      method: method.toUpperCase(),
      path,
      id,
      parameters,
      body: requestBody?.content?.['application/json']?.schema,
    })),
  )
  const pointerTo = ({ path, method }: Operation, ...rest: string[]): string =>
    ['paths', path, method.toLowerCase(), ...rest]
      .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
      .join('/')
  const validate = (pointer: string, value: unknown): string | undefined => {
    const validator = ajv.getSchema(`api#/${encodeURI(pointer)}`)
    if (!validator) return `there is no schema at ${pointer}`
    return validator(value) ? undefined : ajv.errorsText(validator.errors)
  }

  return {
    operations,
    find: (ref: string): Schema => follow(ref.replace(/^#\//, '')) as Schema,
    isBody: (operation: Operation, body: unknown): boolean =>
      validate(pointerTo(operation, 'requestBody', 'content', 'application/json', 'schema'), body) === undefined,
    /** What of an answer is not as described; undefined where all is. */
    faultOf(operation: Operation, { status, type, json }: Answer): string | undefined {
      const described = document.paths[operation.path]?.[operation.method.toLowerCase()]?.responses[String(status)]
      if (!described) return `the status ${status} is not described`
      if (status >= 500) return `the status is ${status}`
      const content = described.content?.[type]
      if (!content) return `${status} comes as ${type || 'nothing'}, which is not described`
      if (!content.schema) return undefined
      return validate(pointerTo(operation, 'responses', String(status), 'content', type, 'schema'), json)
    },
  }
}

const inside = (value: unknown, part: string): unknown =>
  (value as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')]

export type Description = ReturnType<typeof readDescription>
