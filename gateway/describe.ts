import { z } from 'zod'
import type { Takes } from '@/lib/machine-verb'
import type { Gateway } from './gateway'
import { Problem } from './problems'

/** What the published OpenAPI description says of a call, beside the schemas that check it. */
export type Description = {
  operationId: string
  tag: string
  summary: string
  description?: string
  answers: Record<number, { description: string; schema?: z.ZodType; headers?: Record<string, string> }>
  /** 404 and 409 only where they can happen. */
  mayBe?: (404 | 409 | 503)[]
}

type Described = Description & {
  method: 'get' | 'put' | 'post' | 'delete'
  path: string
  takes: Takes
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
}

export function describeEndpoint({ app }: Pick<Gateway, 'app'>, spec: Described) {
  const { method, path, takes, operationId, tag, summary, description, params, query, body } = spec
  app.openAPIRegistry.registerPath({
    method,
    path,
    operationId,
    tags: [tag],
    summary,
    description: [description, keyWords[takes]].filter(Boolean).join('\n\n'),
    security: takes === 'secret' ? [{ secretKey: [] }] : [{ publishableKey: [] }, { secretKey: [] }],
    'x-key-kinds': takes === 'either' ? ['publishable', 'secret'] : [takes],
    request: {
      ...(params && { params: asObject(params) }),
      ...(query && { query: asObject(query) }),
      ...(body && { body: { required: true, content: { 'application/json': { schema: body } } } }),
    },
    responses: { ...problemsOf(spec), ...answersOf(spec) },
  })
}

const keyWords: Record<Takes, string> = {
  secret: 'Takes a secret key.',
  publishable: 'Takes a publishable key.',
  either: 'Takes a publishable or a secret key.',
}

function answersOf({ answers }: Described) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema, headers }]) => [
      status,
      {
        description,
        ...(headers && { headers: headersOf(headers) }),
        ...(schema && { content: { 'application/json': { schema } } }),
      },
    ]),
  )
}

function problemsOf({ body, params, query, mayBe = [] }: Described) {
  const statuses = [
    401,
    403,
    429,
    500,
    503,
    ...mayBe,
    ...(body ? [400, 413, 415] : []),
    ...(params || query ? [400] : []),
  ]
  return Object.fromEntries(
    [...new Set(statuses)].map((status) => [
      status,
      {
        description: meaning[status] ?? 'A problem.',
        content: { 'application/problem+json': { schema: Problem } },
        ...(status === 429 && { headers: headersOf({ 'Retry-After': 'Whole seconds to wait.' }) }),
      },
    ]),
  )
}

const meaning: Record<number, string> = {
  400: 'The request has invalid fields. `errors` lists each one.',
  401: 'The key is missing, unknown, expired, or revoked, or the User-Token is invalid.',
  403: 'This kind of key can’t make this call.',
  404: 'No such object exists in the key’s environment.',
  409: 'The request conflicts with the current state.',
  413: 'The body is larger than 64 KiB.',
  415: 'The body isn’t JSON.',
  429: 'The key’s rate limit is reached.',
  500: 'Internal error. Include the request ID if you report it.',
  503: 'The database doesn’t respond. Try again after `Retry-After`.',
}

const headersOf = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]),
  )

function asObject(schema: z.ZodType): z.ZodObject {
  if (schema instanceof z.ZodObject) return schema
  throw new Error('Path and query parameters are described by an object schema.')
}
