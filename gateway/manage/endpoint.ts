import { z } from 'zod'
import { emptyAnswer, jsonAnswer } from '@/gateway/answers'
import type { BodyKind } from '@/gateway/body'
import { type Description, describeEndpoint } from '@/gateway/describe'
import { inputReader } from '@/gateway/endpoint'
import { type ApiCall, type Gateway, type Method, register } from '@/gateway/gateway'
import { bearerOf, type Caller, callerOf, keptKey, refuseKey, refuseUntried, requestIdOf } from '@/gateway/key-check'
import { problemOf } from '@/gateway/problems'
import { meterOf } from '@/gateway/route-meter'
import { answering } from '@/lib/answering'
import { type AnyVerb, admit } from '@/lib/command'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import type { StaffPermission } from '@/lib/permissions'
import { contextForToken } from '@/lib/service-tokens/context-for-token'
import { once, onceLong, type Reply } from '@/lib/service-tokens/once'
import type { Trace } from '@/lib/trace'
import { beginCall, endCall } from '@/lib/tracing/tracing'

type Params<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Record<Name, string> & Params<Rest> : unknown

type Spec<Path extends string, Query, Body> = {
  /** The verbs that the call uses. The first one's permission is checked first. */
  verb: AnyVerb | [AnyVerb, ...AnyVerb[]]
  /** Overrides the verb's permission if it depends on the place. */
  permission?: StaffPermission
  method: Method
  /** Relative to /api/v1/manage. */
  path: Path
  /** The schema of `{id}`, if it isn't a UUID. */
  id?: z.ZodType<string>
  query?: z.ZodType<Query>
  body?: z.ZodType<Body>
  /** Fields that the verb and the call name differently: `{ companyIds: 'companies' }`. */
  named?: Record<string, string>
  /** Describes the body, if the verb checks more than `body` does. */
  describedBody?: z.ZodType
  bodyKind?: BodyKind
  /** The call makes outside requests, so no transaction may wait for it. */
  isLong?: true
  /** The call stores its own response for repeats. */
  keepsAnswer?: true
  /** Makes outside requests first, outside any transaction. */
  beforehand?: (call: { ctx: StaffContext; params: Params<Path>; body: Body }) => Promise<void>
} & Description

type Call<Path, Query, Body> = {
  ctx: StaffContext
  params: Params<Path>
  query: Query
  body: Body
  header: (name: string) => string | undefined
}

/** Registers a call of the management API, which gives service tokens a verb of the dashboard. */
export function manage<Path extends `/${string}`, Query = undefined, Body = undefined>(
  gateway: Gateway,
  spec: Spec<Path, Query, Body>,
  answer: (call: Call<Path, Query, Body>) => Promise<Reply>,
) {
  const { method, isLong, keepsAnswer, beforehand, named = {} } = spec
  const path = `/api/v1/manage${spec.path}` as const
  const verbs: AnyVerb[] = [spec.verb].flat()
  const permission = spec.permission ?? verbs[0]?.permission ?? 'company.read'
  const params = paramsOf(path, spec.id)
  const meter = meterOf(method.toUpperCase(), path)
  const inputOf = inputReader({ params, query: spec.query, body: spec.body, bodyKind: spec.bodyKind })
  describeEndpoint(gateway, {
    ...spec,
    path,
    params,
    takes: 'service',
    permission,
    body: spec.describedBody ?? spec.body,
  })
  gateway.managed.push(...verbs)

  async function answered(c: ApiCall, caller: Caller, of: { requestId: string; trace: Trace }): Promise<Response> {
    const inner = c.env?.inner
    if (inner && (isLong || !mayBeTogether.includes(spec.tag))) throw notTogether()
    const ctx = inner?.ctx ?? (await tokenContext(gateway, caller, of))
    admit(ctx, permission)
    const input = await inputOf(c)
    if (inner?.part !== 'act') await beforehand?.({ ctx, params: input.params as Params<Path>, body: input.body })
    if (inner?.part === 'beforehand') return emptyAnswer(204)
    const header = (name: string) => caller.header(name)
    // The reader returns exactly the path's parameters.
    const act = (given: StaffContext) => answer({ ...input, params: input.params as Params<Path>, ctx: given, header })
    const key = method === 'get' || keepsAnswer || inner ? undefined : caller.header('idempotency-key')
    const reply =
      key === undefined
        ? await act(ctx)
        : await (isLong ? onceLong : once)(ctx, { key, method, url: c.req.url, body: input.body }, act)
    const headers = { ...reply.headers, 'x-request-id': of.requestId }
    return reply.body === undefined ? emptyAnswer(reply.status, headers) : jsonAnswer(reply.body, reply.status, headers)
  }

  register(gateway, { method, path, takes: 'service' }, async (c) => {
    const startedAt = performance.now()
    const caller = callerOf(c)
    const requestId = requestIdOf(caller)
    const span = beginCall(caller.header('traceparent'), { method: method.toUpperCase(), route: path })
    const { trace } = span
    const response = await answering(gateway.database, answered(c, caller, { requestId, trace })).catch(
      (error: unknown) => {
        const said = inCallsWords(error, named)
        if (!c.env?.inner) return problemOf(said, { requestId, traceId: trace.traceId })
        c.env.inner.error = said
        return emptyAnswer(500)
      },
    )
    meter.count(response.status, startedAt)
    endCall(span, { status: response.status })
    return response
  })
}

/** The sections whose calls are allowed in a batch. */
const mayBeTogether = ['Manage companies', 'Manage settings', 'Manage the prompt']

const notTogether = () =>
  new Refused('invalid', 'This call isn’t allowed in a batch. Make it on its own.', {}, 'not_in_batch')

async function tokenContext(gateway: Gateway, caller: Caller, of: { requestId: string; trace: Trace }) {
  const token = bearerOf(caller)
  if (!token) throw new Refused('signed-out', 'Send a service token: “Authorization: Bearer st_…”.', {}, 'key_missing')
  if (/^[ps]k_/.test(token))
    throw new Refused(
      'forbidden',
      'This call needs a service token (st_…). An API key can’t manage anything.',
      {},
      'wrong_key_kind',
    )
  refuseUntried(gateway, token, { ip: caller.ip, ...of })
  const ctx = await contextForToken(gateway.database.db, { token, ...of, ip: caller.ip })
  return (
    keptKey(gateway, token, ctx) ??
    refuseKey(
      gateway,
      { ip: caller.ip, ...of },
      'This service token is unknown, expired, or revoked, or its owner is disabled.',
    )
  )
}

const paramWords: Record<string, string> = {
  company: 'The company’s slug.',
  app: 'The app’s slug.',
  environment: '`production` or `sandbox`.',
  revision: 'The number of a revision.',
}

const Id = z.uuid('Isn’t an ID.').meta({ description: 'The ID.' })

function paramsOf(path: string, id: z.ZodType<string> = Id) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  if (names.length === 0) return undefined
  const schemaOf = (name: string) =>
    name === 'id'
      ? id
      : z
          .string()
          .max(300)
          .meta({ description: paramWords[name] ?? 'The ID.' })
  return z.strictObject(Object.fromEntries(names.map((name) => [name, schemaOf(name)])))
}

/** Renames the fields in a verb's refusal to those of the call. */
function inCallsWords(error: unknown, named: Record<string, string>) {
  if (!(error instanceof Refused)) return error
  const { reason, message, fields, code, details } = error
  const renamed = Object.entries(fields).map(([path, messages]) => {
    const [first = '', ...rest] = path.split('.')
    return [[named[first] ?? first, ...rest].join('.'), messages]
  })
  return new Refused(reason, message, Object.fromEntries(renamed), code, details)
}
