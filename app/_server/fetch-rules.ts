import 'server-only'
import { env } from '@/lib/env'
import { type RefusalReason, Refused } from '@/lib/errors'
import { log } from '@/lib/log'

const statuses: Record<RefusalReason, number> = {
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  invalid: 400,
  'too-many': 429,
  unavailable: 503,
}

/** CSRF check: a session cookie alone doesn't prove that the request came from our page. */
export function refuseOtherOrigins(request: Request) {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const isOwn = isOwnOrigin(request.headers.get('origin'), request.headers.get('host'))
  const site = request.headers.get('sec-fetch-site')
  if (isOwn && (site === null || site === 'same-origin')) return
  throw new Refused('forbidden', 'This request didn’t come from a Pushdesk page.')
}

/** Behind a proxy, only AUTH_URL has the public origin. Without it, browsers call this server directly. */
function isOwnOrigin(origin: string | null, host: string | null) {
  if (!origin || !URL.canParse(origin)) return false
  const { AUTH_URL } = env()
  return AUTH_URL ? origin === new URL(AUTH_URL).origin : new URL(origin).host === host
}

export function problemResponse(error: unknown, requestId: string | undefined) {
  const refused = error instanceof Refused ? error : undefined
  if (!refused) log.error({ err: error, requestId }, 'dashboard request failed')
  const body = refused
    ? { title: refused.message, code: refused.code, fields: refused.fields, ...refused.details }
    : { title: 'Something went wrong. The log has the reason.', code: 'internal' }
  const status = refused ? statusOf(refused) : 500
  return Response.json(
    { status, ...body, requestId },
    { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...again(refused) } },
  )
}

/** Distinguishes input with invalid fields (422) from input that can't be read. */
const statusOf = ({ reason, fields }: Refused) =>
  reason === 'invalid' && Object.keys(fields).length > 0 ? 422 : statuses[reason]

function again(refused: Refused | undefined): Record<string, string> {
  const seconds = refused?.details.retryAfterSeconds
  return typeof seconds === 'number' ? { 'retry-after': String(Math.ceil(seconds)) } : {}
}
