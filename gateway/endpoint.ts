import { z } from 'zod'
import { answering } from '@/lib/answering'
import { type CountedCall, countCall } from '@/lib/calls/call-counts'
import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { refusedFields } from '@/lib/invalid'
import type { MachineVerb } from '@/lib/keys/machine-verb'
import type { OpenSpan } from '@/lib/tracing/recorder'
import { beginCall, endCall } from '@/lib/tracing/tracing'
import { unstorableFields } from '@/lib/unstorable-fields'
import { emptyAnswer, jsonAnswer } from './answers'
import { type BodyKind, readBody } from './body'
import { countRefusal } from './count-refusal'
import { type Description, describeEndpoint } from './describe'
import { type ApiCall, type Gateway, type Method, register } from './gateway'
import { type CallTrace, keepRefusal, unreadUsers } from './keep-refusal'
import { type Caller, callerOf, contextOf, keyIn, requestIdOf } from './key-check'
import { problemOf } from './problems'
import { meterOf } from './route-meter'

type Reply = { status: number; body?: unknown }
type Input<Params, Query, Body> = { params: Params; query: Query; body: Body }
type Schemas<Params, Query, Body> = { params?: z.ZodType<Params>; query?: z.ZodType<Query>; body?: z.ZodType<Body> }
type Spec<Verb, Params, Query, Body> = { verb: Verb; method: Method; path: `/${string}` } & Description &
  Schemas<Params, Query, Body> & {
    describedBody?: z.ZodType
    /** Fields that the verb checks leniently or one by one, so that an error in one doesn't reject the call. */
    leaves?: string[]
    /** Records rejected calls for a customer. */
    keepsRefusals?: true
    /** Counts the call's results for the environment. */
    counts?: CountedCall
  }

/**
 * Registers a call of the public API. Its verb defines which keys it accepts, and its input schemas also describe it.
 */
export function endpoint<Given, Result, Params = undefined, Query = undefined, Body = undefined>(
  gateway: Gateway,
  spec: Spec<MachineVerb<Given, Result>, Params, Query, Body>,
  answer: (
    act: (given: Given) => Result,
    input: Input<Params, Query, Body>,
    call: { ctx: MachineContext; c: ApiCall },
  ) => Promise<Reply>,
) {
  const { verb, method, path } = spec
  const { takes } = verb
  const meter = meterOf(method.toUpperCase(), path)
  const inputOf = inputReader(spec)
  describeEndpoint(gateway, { ...spec, takes, body: spec.describedBody ?? spec.body })

  async function answered(c: ApiCall, caller: Caller, { requestId, trace, span }: Followed): Promise<Response> {
    const ctx = await contextOf(gateway, caller, { requestId, trace: span.trace })
    trace.ctx = ctx
    const act = verb.admit(ctx)
    const { status, body } = await answer(act, await inputOf(c, trace), { ctx, c })
    if (spec.counts) countCall(gateway.database.db, ctx.environment.id, spec.counts, null)
    const headers = { 'x-request-id': requestId }
    return body === undefined ? emptyAnswer(status, headers) : jsonAnswer(body, status, headers)
  }

  register(gateway, { method, path, takes }, async (c) => {
    const startedAt = performance.now()
    const caller = callerOf(c)
    const requestId = requestIdOf(caller)
    const trace: CallTrace = {}
    const span = beginCall(caller.header('traceparent'), { method: method.toUpperCase(), route: path })
    const response = await answering(gateway.database, answered(c, caller, { requestId, trace, span })).catch(
      async (error: unknown) => {
        const refused = { call: `${method.toUpperCase()} ${path}`, error, requestId, trace, key: keyIn(caller) }
        if (spec.counts) countRefusal(gateway, { call: spec.counts, error, trace, caller })
        if (spec.keepsRefusals) await keepRefusal(gateway, refused, () => unreadUsers(c))
        return problemOf(error, { requestId, traceId: span.trace.traceId })
      },
    )
    meter.count(response.status, startedAt)
    endCall(span, { status: response.status, environmentId: trace.ctx?.environment.id })
    return response
  })
}

type Followed = { requestId: string; trace: CallTrace; span: OpenSpan }

/** Reads parameters and body, and throws all errors at once: unstorable values and schema violations. */
export function inputReader<Params, Query, Body>({
  leaves = [],
  bodyKind,
  ...spec
}: Schemas<Params, Query, Body> & { leaves?: string[]; bodyKind?: BodyKind }) {
  const Input = z.object({
    params: spec.params ?? z.undefined(),
    query: spec.query ?? z.undefined(),
    body: spec.body ?? z.undefined(),
  }) as z.ZodType<Input<Params, Query, Body>> // A part without a schema is undefined by default.
  const isBodyOptional = spec.body?.safeParse(undefined).success === true
  const isLeft = (path: string) => leaves.some((field) => path === field || path.startsWith(`${field}.`))

  return async (c: ApiCall, trace?: CallTrace): Promise<Input<Params, Query, Body>> => {
    const params = spec.params && c.req.param()
    const query = spec.query && queryOf(c)
    const body = spec.body && !(isBodyOptional && hasNoBody(c)) ? await readBody(c, bodyKind) : undefined
    if (trace) trace.body = body
    const fields = new Map(Object.entries(unstorableFields({ ...params, ...query })))
    for (const [field, messages] of Object.entries(body?.faults ?? {})) if (!isLeft(field)) fields.set(field, messages)
    const result = Input.safeParse({ params, query, body: body?.value })
    for (const [field, messages] of Object.entries(result.success ? {} : refusedFields(result.error)))
      if (!fields.has(withoutPart(field))) fields.set(withoutPart(field), messages)
    if (result.success && fields.size === 0) return result.data
    throw new Refused('invalid', 'Some fields aren’t valid.', Object.fromEntries(fields))
  }
}

/** Strips the part: `body.user.id` → `user.id`. */
const withoutPart = (path: string) => path.replace(/^(params|query|body)\.?/, '')

const hasNoBody = ({ req }: ApiCall) =>
  req.header('transfer-encoding') === undefined && Number(req.header('content-length') ?? 0) === 0

/** Reads the query. A repeated parameter equals one with commas. */
function queryOf(c: ApiCall) {
  return Object.fromEntries(Object.entries(c.req.queries()).map(([name, values]) => [name, values.join(',')]))
}
