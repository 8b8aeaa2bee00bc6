import { z } from 'zod'
import type { Takes } from '@/lib/keys/machine-verb'
import { permissions, type StaffPermission } from '@/lib/permissions'
import type { Gateway, Method } from './gateway'
import { Problem } from './problems'

/** The parts of an operation's OpenAPI description that its schemas don't provide. */
export type Description = {
  operationId: string
  tag: string
  summary: string
  description?: string
  answers: Record<number, { description: string; schema?: z.ZodType; headers?: Record<string, string> }>
  /** Request headers specific to this call. */
  headers?: z.ZodObject
  /** Optional error statuses. List 404 and 409 only if they can occur. */
  mayBe?: (404 | 409 | 412 | 428 | 503)[]
}

type Described = Description & {
  method: Method
  path: string
  takes: Takes | 'service' | 'nobody'
  /** The permission that a service token's role needs. */
  permission?: StaffPermission
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
}

export function describeEndpoint({ app }: Pick<Gateway, 'app'>, spec: Described) {
  const { method, path, takes, permission, operationId, tag, summary, description, params, query, body } = spec
  const headers = headersOf(spec)
  app.openAPIRegistry.registerPath({
    method,
    path,
    operationId,
    tags: [tag],
    summary,
    description: [description, keyWords[takes]].filter(Boolean).join('\n\n'),
    security: securityOf[takes],
    'x-key-kinds': takes === 'either' ? ['publishable', 'secret'] : takes === 'nobody' ? [] : [takes],
    ...(permission && { 'x-permission': permission, 'x-roles': [...permissions[permission]] }),
    request: {
      ...(headers && { headers }),
      ...(params && { params: asObject(params) }),
      ...(query && { query: asObject(query) }),
      ...(body && {
        body: { required: !body.safeParse(undefined).success, content: { 'application/json': { schema: body } } },
      }),
    },
    responses: { ...problemsOf(spec), ...answersOf(spec) },
  })
}

function headersOf({ takes, method, headers }: Described) {
  if (takes !== 'service' || method === 'get') return headers
  return headers ? writeHeaders.extend(headers.shape) : writeHeaders
}

/** Headers of writes in the management API. */
const writeHeaders = z.object({
  'Idempotency-Key': z.string().optional().meta({
    description:
      'If you repeat a request with the same key within 24 hours, Pushdesk changes nothing and returns the first response.',
  }),
})

const securityOf: Record<Described['takes'], Record<string, string[]>[]> = {
  secret: [{ secretKey: [] }],
  publishable: [{ publishableKey: [] }, { secretKey: [] }],
  either: [{ publishableKey: [] }, { secretKey: [] }],
  service: [{ serviceToken: [] }],
  nobody: [],
}

const keyWords: Record<Described['takes'], string> = {
  secret: 'Takes a secret key.',
  publishable: 'Takes a publishable key.',
  either: 'Takes a publishable or a secret key.',
  service: 'Takes a service token.',
  nobody: 'Takes no key.',
}

function answersOf({ answers }: Described) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema, headers }]) => [
      status,
      {
        description,
        ...(headers && { headers: answerHeaders(headers) }),
        ...(schema && { content: { 'application/json': { schema } } }),
      },
    ]),
  )
}

function problemsOf({ method, takes, body, params, query, mayBe = [] }: Described) {
  const isWrite = takes === 'service' && method !== 'get'
  const statuses = [
    ...(takes === 'nobody' ? [] : [401, 403]),
    429,
    500,
    503,
    ...mayBe,
    ...(body ? [400, 413, 415] : []),
    ...((params && takes !== 'nobody') || query || isWrite ? [400] : []),
    // An Idempotency-Key that another request used.
    ...(isWrite ? [409] : []),
    ...(takes === 'service' && params ? [404] : []),
  ]
  return Object.fromEntries(
    [...new Set(statuses)].map((status) => [
      status,
      {
        description: meaning[status] ?? 'A problem.',
        content: { 'application/problem+json': { schema: Problem } },
        ...(status === 429 && { headers: answerHeaders({ 'Retry-After': 'Whole seconds to wait.' }) }),
      },
    ]),
  )
}

const meaning: Record<number, string> = {
  400: 'The request has invalid fields. `errors` lists each one.',
  401: 'The key is missing, unknown, expired, or revoked, or the User-Token is invalid.',
  403: 'This kind of key, or the token’s role, can’t make this call.',
  404: 'No such object exists where this key has access.',
  409: 'The request conflicts with the current state.',
  412: 'The prompt has changed since the revision in `If-Match`. Nothing was saved.',
  413: 'The body is larger than this call allows (64 KiB unless its description says otherwise).',
  415: 'The body isn’t JSON.',
  428: 'The request has no `If-Match`.',
  429: 'Too many calls used this credential or came from this IP address.',
  500: 'Internal error. Include the request ID if you report it.',
  503: 'The database isn’t responding. Try again after `Retry-After`.',
}

const answerHeaders = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]),
  )

function asObject(schema: z.ZodType): z.ZodObject {
  if (schema instanceof z.ZodObject) return schema
  throw new Error('Path and query parameters are described by an object schema.')
}
