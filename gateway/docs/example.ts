import type { Document } from '@/gateway/openapi'

/** The subset of JSON Schema that our API description uses. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  examples?: unknown[]
  default?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  allOf?: Schema[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  maxItems?: number
}

export function resolve(document: Document, schema: Schema): Schema & { name?: string } {
  const name = schema.$ref?.split('/').at(-1)
  if (!name) return schema
  // zod-to-openapi writes schemas in this form; its types also allow OpenAPI 3.0.
  const found = document.components?.schemas?.[name] as Schema | undefined
  return { ...found, name }
}

/** Returns a value that a reader might type: an example if there is one, else a value of the right type. */
export function exampleOf(document: Document, given: Schema): unknown {
  const schema = resolve(document, given)
  if (schema.examples?.length) return schema.examples[0]
  if (schema.enum?.length) return schema.enum[0]
  const [whole] = schema.allOf ?? schema.anyOf ?? (schema.properties ? [] : (schema.oneOf ?? []))
  if (whole) return exampleOf(document, whole)
  if (schema.properties) return exampleObject(document, schema, schema.properties)
  const type = [schema.type].flat()[0]
  if (type === 'array') return schema.items ? [exampleOf(document, schema.items)] : []
  if (type === 'integer' || type === 'number') return schema.default ?? schema.minimum ?? 1
  if (type === 'boolean') return false
  if (type === 'object') return {}
  return textOf(schema)
}

function exampleObject(document: Document, { oneOf }: Schema, properties: Record<string, Schema>) {
  // Show only the first alternative; together they would be rejected.
  const alternatives = oneOf?.flatMap(({ required = [] }) => required) ?? []
  const left = new Set(alternatives.slice(1))
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => !left.has(name))
      .map(([name, schema]) => [name, exampleOf(document, schema)]),
  )
}

function textOf({ format, type }: Schema) {
  if (format === 'date-time') return [type].flat().includes('null') ? null : '2026-01-31T12:00:00.000Z'
  if (format === 'uuid') return '019a2b7c-5d1e-7f00-8a3b-4c5d6e7f8091'
  return [type].flat().includes('null') ? null : 'text'
}
