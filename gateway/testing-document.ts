import { z } from 'zod'
import type { Gateway } from './gateway'
import { documentOf } from './openapi'

type Operation = { responses: Record<string, { content?: Record<string, { schema: object }> }> }
type Answered = { status: number; body: unknown; headers: Headers }

/** Throws when an answer is not one that the API's own description allows. */
export function publishedAnswers(app: Gateway['app']) {
  const document = documentOf({ app })
  const definitions = closed(document.components?.schemas ?? {})
  return (method: string, path: string, { status, body, headers }: Answered) => {
    const operation = operationAt(document.paths ?? {}, method, path)
    if (!operation) return
    const answer = operation.responses[status]
    if (!answer) throw new Error(`${method} ${path} answered ${status}, which is not published`)
    const type = headers.get('content-type')?.split(';')[0]
    const schema = type && answer.content?.[type]?.schema
    if (!schema) {
      if (body !== '') throw new Error(`${method} ${path} answered ${status} with a ${type} that is not published`)
      return
    }
    z.fromJSONSchema({ ...closed(schema), $defs: definitions }).parse(body)
  }
}

function operationAt(paths: Record<string, object>, method: string, path: string): Operation | undefined {
  const [plain = ''] = path.split('?')
  const found = Object.entries(paths).find(([published]) =>
    new RegExp(`^${published.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(plain),
  )
  return found && (found[1] as Record<string, Operation>)[method] // OpenAPI's own shape
}

/** No field that is not published: what is left open for callers is closed for this test. */
function closed(schema: object): Record<string, z.core.JSONSchema.BaseSchema> {
  const text = JSON.stringify(schema, (_, value) =>
    value?.properties && value.type && value.additionalProperties === undefined
      ? { ...value, additionalProperties: false }
      : value,
  )
  return JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/'))
}
