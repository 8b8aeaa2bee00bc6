import { z } from 'zod'
import { answering } from '@/lib/answering'
import { checkKind, type Takes } from '@/lib/call'
import type { MachineContext } from '@/lib/context'
import { type FieldErrors, Refused } from '@/lib/errors'
import { refusedFields } from '@/lib/invalid'
import { unstorableFields } from '@/lib/unstorable-fields'
import { readBody } from './body'
import { type Description, describeEndpoint } from './describe'
import { type Asked, type Gateway, type Method, register } from './gateway'
import { callerOf, contextOf, requestIdOf } from './key-check'
import { problemOf } from './problems'
import { meterOf } from './route-meter'

type Place = { method: Method; path: `/${string}`; takes: Takes }
type Answer = (ctx: MachineContext, c: Asked) => Promise<Response> | Response
type Schemas<Params, Query, Body> = { params?: z.ZodType<Params>; query?: z.ZodType<Query>; body?: z.ZodType<Body> }

/** One call of the public API, checked by the same schemas that describe it: key, then input, then `answer`. */
export function endpoint<Params = undefined, Query = undefined, Body = undefined>(
  gateway: Gateway,
  spec: Place & Schemas<Params, Query, Body> & Description & { leaves?: string[]; describedBody?: z.ZodType },
  answer: (
    ctx: MachineContext,
    input: { params: Params; query: Query; body: Body },
    c: Asked,
  ) => Promise<Response> | Response,
) {
  describeEndpoint(gateway, { ...spec, body: spec.describedBody ?? spec.body })
  const Input = z.object({
    params: spec.params ?? z.undefined(),
    query: spec.query ?? z.undefined(),
    body: spec.body ?? z.undefined(),
  }) as z.ZodType<{ params: Params; query: Query; body: Body }> // A part without a schema is undefined by default.
  onCall(gateway, spec, async (ctx, c) => {
    const params = spec.params && c.req.param()
    const query = spec.query && queryOf(c)
    const body = spec.body && (await readBody(c))
    const faults = { ...unstorableFields({ ...params, ...query }), ...outside(spec.leaves, body?.faults) }
    const response = await answer(ctx, parsed(Input, { params, query, body: body?.value }, faults), c)
    response.headers.set('x-request-id', ctx.requestId)
    return response
  })
}

/** The bare form, for what reads its body by itself: key check and problems, no schema. */
export function onCall(gateway: Gateway, { method, path, takes }: Place, answer: Answer) {
  const meter = meterOf(method.toUpperCase(), path)
  register(gateway, { method, path, takes }, async (c) => {
    const startedAt = performance.now()
    const response = await answered(gateway, takes, answer, c)
    meter.count(response.status, startedAt)
    return response
  })
}

async function answered(gateway: Gateway, takes: Takes, answer: Answer, c: Asked): Promise<Response> {
  const requestId = requestIdOf(callerOf(c))
  try {
    return await answering(gateway.database, withKey(gateway, takes, answer, c, requestId))
  } catch (error) {
    return problemOf(error, requestId)
  }
}

async function withKey(gateway: Gateway, takes: Takes, answer: Answer, c: Asked, requestId: string) {
  const ctx = await contextOf(gateway, callerOf(c), requestId)
  checkKind(takes, ctx.key.kind)
  return answer(ctx, c)
}

/** Throws all that is wrong at once: what cannot be stored, and what the schema does not allow. */
function parsed<T>(schema: z.ZodType<T>, value: unknown, faults: FieldErrors): T {
  const result = schema.safeParse(value)
  if (result.success && Object.keys(faults).length === 0) return result.data
  const fields = { ...faults }
  for (const [path, messages] of Object.entries(result.success ? {} : refusedFields(result.error)))
    fields[withoutPart(path)] ??= messages
  throw new Refused('invalid', 'Some fields aren’t valid.', fields)
}

/** `leaves` names the fields that the verb reads leniently or one by one, so that a fault in them isn't the call's. */
const outside = (leaves: string[] = [], faults: FieldErrors = {}) =>
  Object.fromEntries(
    Object.entries(faults).filter(([path]) => !leaves.some((field) => path === field || path.startsWith(`${field}.`))),
  )

/** `body.user.id` → `user.id`. */
const withoutPart = (path: string) => path.replace(/^(params|query|body)\.?/, '')

/** A parameter given several times is the same as one with commas. */
function queryOf(c: Asked) {
  return Object.fromEntries(Object.entries(c.req.queries()).map(([name, values]) => [name, values.join(',')]))
}
