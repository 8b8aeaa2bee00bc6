import { z } from 'zod'
import { type FieldErrors, type RefusalReason, Refused } from '@/lib/errors'
import { log } from '@/lib/log'
import { outageOf } from '@/lib/outage'
import { jsonAnswer } from './answers'
import type { CallIds } from './key-check'

/** Problem details (RFC 9457). */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'Where this problem is documented.' }),
    title: z.string().meta({ examples: ['Invalid request'] }),
    status: z.int(),
    code: z.string().meta({ description: 'A stable code for programs.', examples: ['invalid'] }),
    detail: z.string().meta({ description: 'An explanation for people.' }),
    errors: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'Each invalid field by its path, such as `user.id`. An empty path means the whole body.' }),
    requestId: z.string().meta({ description: 'The response’s X-Request-Id. Include it if you report a problem.' }),
    traceId: z.string().meta({
      description: 'The trace ID from the call’s `traceparent` header, or a new one.',
      examples: ['4bf92f3577b34da6a3ce929d0e0e4736'],
    }),
  })
  .meta({ id: 'Problem' })

const statusOf: Record<RefusalReason, number> = {
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  invalid: 400,
  'too-many': 429,
  unavailable: 503,
}

/** Codes with an HTTP status of their own. */
const statusOfCode: Record<string, number> = { stale_revision: 412, if_match_missing: 428 }

const titles: Record<number, string> = {
  400: 'Invalid request',
  401: 'Not authenticated',
  403: 'Not allowed with this key',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Precondition failed',
  413: 'Body too large',
  415: 'Not JSON',
  428: 'If-Match required',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Temporarily unavailable',
}

export type ProblemFacts = {
  status: number
  code: string
  detail: string
  fields?: FieldErrors
  headers?: Record<string, string>
}

/** An invalid HTTP request, rejected before any product logic runs. */
export class BadRequest extends Error {
  constructor(readonly fault: ProblemFacts) {
    super(fault.detail)
  }
}

export function problem({ status, code, detail, fields = {}, headers }: ProblemFacts, ids: CallIds): Response {
  const errors = Object.entries(fields).flatMap(([path, messages]) => messages.map((message) => ({ path, message })))
  return jsonAnswer(
    {
      type: `/api/v1/docs#problem-${code}`,
      title: titles[status] ?? 'Problem',
      status,
      code,
      detail,
      ...(errors.length > 0 && { errors }),
      ...ids,
    },
    status,
    { 'content-type': 'application/problem+json', 'x-request-id': ids.requestId, ...headers },
  )
}

/** Converts an error to a response. Anything but a refusal is a bug or an outage, whose details stay in the log. */
export function problemOf(error: unknown, ids: CallIds): Response {
  if (error instanceof Refused) return problem(faultOf(error), ids)
  if (error instanceof BadRequest) return problem(error.fault, ids)
  const outage = outageOf(error)
  if (outage) {
    log.error({ err: error, ...ids }, 'database didn’t respond')
    return problem(faultOf(outage), ids)
  }
  log.error({ err: error, ...ids }, 'public API call failed')
  return problem(
    {
      status: 500,
      code: 'internal',
      detail: 'Internal error. It was logged; include the request ID if you report it.',
    },
    ids,
  )
}

/** Returns the client's error, or undefined for an error of ours. */
export function faultFor(error: unknown): ProblemFacts | undefined {
  if (error instanceof BadRequest) return error.fault
  return error instanceof Refused ? faultOf(error) : undefined
}

function faultOf({ reason, code, message, fields, details }: Refused): ProblemFacts {
  const headers: Record<string, string> = {}
  if (reason === 'signed-out') headers['www-authenticate'] = 'Bearer realm="Pushdesk"'
  if (reason === 'too-many' || reason === 'unavailable')
    headers['retry-after'] = String(Math.ceil(Number(details.retryAfterSeconds ?? 1)))
  return { status: statusOfCode[code] ?? statusOf[reason], code, detail: message, fields, headers }
}
