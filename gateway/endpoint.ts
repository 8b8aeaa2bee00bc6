import { z } from 'zod'
import { answering } from '@/lib/answering'
import type { MachineContext } from '@/lib/context'
import { type FieldErrors, Refused } from '@/lib/errors'
import { refusedFields } from '@/lib/invalid'
import type { MachineVerb } from '@/lib/machine-verb'
import { unstorableFields } from '@/lib/unstorable-fields'
import { empty, json } from './answers'
import { readBody } from './body'
import { type Description, describeEndpoint } from './describe'
import { type Asked, type Gateway, type Method, register } from './gateway'
import { type Caller, callerOf, contextOf, requestIdOf } from './key-check'
import { problemOf } from './problems'
import { meterOf } from './route-meter'

type Reply = { status: number; body?: unknown }
type Input<Params, Query, Body> = { params: Params; query: Query; body: Body }
type Schemas<Params, Query, Body> = { params?: z.ZodType<Params>; query?: z.ZodType<Query>; body?: z.ZodType<Body> }
type Spec<Verb, Params, Query, Body> = { verb: Verb; method: Method; path: `/${string}` } & Description &
  Schemas<Params, Query, Body> & {
    describedBody?: z.ZodType
    /** Fields that the verb reads leniently or one by one, so that a fault in them isn't the call's. */
    leaves?: string[]
  }

/** One call of the public API: its verb says whose key it takes, and the schemas that check its input describe it. */
export function endpoint<Given, Result, Params = undefined, Query = undefined, Body = undefined>(
  gateway: Gateway,
  spec: Spec<MachineVerb<Given, Result>, Params, Query, Body>,
  answer: (
    act: (given: Given) => Result,
    input: Input<Params, Query, Body>,
    call: { ctx: MachineContext; c: Asked },
  ) => Promise<Reply>,
) {
  const { verb, method, path } = spec
  const { takes } = verb
  const meter = meterOf(method.toUpperCase(), path)
  const inputOf = inputReader(spec)
  describeEndpoint(gateway, { ...spec, takes, body: spec.describedBody ?? spec.body })

  async function answered(c: Asked, caller: Caller, requestId: string): Promise<Response> {
    const ctx = await contextOf(gateway, caller, requestId)
    const act = verb.admit(ctx)
    const { status, body } = await answer(act, await inputOf(c), { ctx, c })
    const headers = { 'x-request-id': requestId }
    return body === undefined ? empty(status, headers) : json(body, status, headers)
  }

  register(gateway, { method, path, takes }, async (c) => {
    const startedAt = performance.now()
    const caller = callerOf(c)
    const requestId = requestIdOf(caller)
    const response = await answering(gateway.database, answered(c, caller, requestId)).catch((error: unknown) =>
      problemOf(error, requestId),
    )
    meter.count(response.status, startedAt)
    return response
  })
}

/** Reads parameters and body, and throws all that is wrong at once: what can't be stored, and what the schemas don't allow. */
function inputReader<Params, Query, Body>({
  leaves = [],
  ...spec
}: Schemas<Params, Query, Body> & { leaves?: string[] }) {
  const Input = z.object({
    params: spec.params ?? z.undefined(),
    query: spec.query ?? z.undefined(),
    body: spec.body ?? z.undefined(),
  }) as z.ZodType<Input<Params, Query, Body>> // A part without a schema is undefined by default.
  const isLeft = (path: string) => leaves.some((field) => path === field || path.startsWith(`${field}.`))

  return async (c: Asked): Promise<Input<Params, Query, Body>> => {
    const params = spec.params && c.req.param()
    const query = spec.query && queryOf(c)
    const body = spec.body && (await readBody(c))
    const fields: FieldErrors = { ...unstorableFields({ ...params, ...query }) }
    for (const [field, messages] of Object.entries(body?.faults ?? {})) if (!isLeft(field)) fields[field] = messages
    const result = Input.safeParse({ params, query, body: body?.value })
    for (const [field, messages] of Object.entries(result.success ? {} : refusedFields(result.error)))
      fields[withoutPart(field)] ??= messages
    if (result.success && Object.keys(fields).length === 0) return result.data
    throw new Refused('invalid', 'Some fields aren’t valid.', fields)
  }
}

/** `body.user.id` → `user.id`. */
const withoutPart = (path: string) => path.replace(/^(params|query|body)\.?/, '')

/** A parameter given several times is the same as one with commas. */
function queryOf(c: Asked) {
  return Object.fromEntries(Object.entries(c.req.queries()).map(([name, values]) => [name, values.join(',')]))
}
