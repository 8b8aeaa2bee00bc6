import { z } from 'zod'
import type { Gateway } from './gateway'
import { type Document, documentOf } from './openapi'

type Operation = { responses: Record<string, { content?: Record<string, { schema: object }> }> }
type Answered = { status: number; body: unknown; headers: Headers }

let published: ReturnType<typeof checkOf> | undefined

/**
 * Returns a check that throws if a response violates the API's description. All gateways share one, because they have
 * the same description.
 */
export function publishedAnswers(app: Gateway['app']) {
  published ??= checkOf(documentOf({ app }))
  return published
}

function checkOf(document: Document) {
  const definitions = closed(document.components?.schemas ?? {})
  const schemas = new Map<string, z.ZodType>()
  const schemaOf = (given: object) => {
    const text = JSON.stringify(given)
    const made = schemas.get(text) ?? schemaFrom(closed(given), definitions)
    schemas.set(text, made)
    return made
  }
  const operations = Object.entries(document.paths ?? {}).map(([path, methods]) => ({
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    methods: methods as Record<string, Operation>, // the shape that OpenAPI defines
  }))
  return (method: string, path: string, { status, body, headers }: Answered) => {
    const [plain = ''] = path.split('?')
    const operation = operations.find(({ pattern }) => pattern.test(plain))?.methods[method]
    if (!operation) return
    const answer = operation.responses[status]
    if (!answer) throw new Error(`${method} ${path} answered ${status}, which is not published`)
    const type = headers.get('content-type')?.split(';')[0]
    const schema = type && answer.content?.[type]?.schema
    if (!schema) {
      if (body !== '') throw new Error(`${method} ${path} answered ${status} with a ${type} that is not published`)
      return
    }
    schemaOf(schema).parse(body)
  }
}

type Closed = Record<string, z.core.JSONSchema.BaseSchema>

/** Keeps only the definitions that the schema uses, because compiling reads all of them. */
function schemaFrom(schema: Closed, definitions: Closed) {
  const $defs: Closed = {}
  const waiting = [schema as object]
  for (let at = waiting.pop(); at; at = waiting.pop())
    for (const [, name = ''] of JSON.stringify(at).matchAll(/"#\/\$defs\/(\w+)"/g)) {
      const definition = definitions[name]
      if (!definition || $defs[name]) continue
      $defs[name] = definition
      waiting.push(definition)
    }
  return z.fromJSONSchema({ ...schema, $defs })
}

/** Forbids unpublished fields: objects left open for callers are closed for the test. */
function closed(schema: object): Closed {
  const text = JSON.stringify(schema, (_, value) =>
    value?.properties && value.type && value.additionalProperties === undefined
      ? { ...value, additionalProperties: false }
      : value,
  )
  return JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/'))
}
