import 'server-only'
import { sharedDatabase } from '@/db/shared'
import { Refused } from '@/lib/errors'
import { requestIdFrom } from '@/lib/request-id'
import { endSessionsByProvider } from '@/lib/staff/sign-in/end-sessions-by-provider'
import { refusedLogoutToken } from '@/lib/staff/sign-in/refused-logout-token'
import { clientIp } from './client-ip'
import { problemResponse } from './fetch-rules'
import { withDatabase } from './with-database'

const bytesMax = 16_384
const headers = { 'cache-control': 'no-store' }

/** Entry point for the provider, which has no session. Its signed token authenticates it. */
export async function answerLogoutToken(request: Request): Promise<Response> {
  const requestId = requestIdFrom(request.headers.get('x-request-id'))
  const ip = clientIp(request.headers)
  try {
    const token = await tokenIn(request)
    await withDatabase(endSessionsByProvider(sharedDatabase().db, { token, ip, requestId }))
    return new Response(null, { status: 200, headers })
  } catch (error) {
    if (!(error instanceof Refused) || error.reason !== 'invalid') return problemResponse(error, requestId)
    const refused = refusedLogoutToken(error, { ip, requestId })
    if (refused.reason !== 'invalid') return problemResponse(refused, requestId)
    return Response.json({ error: 'invalid_request', error_description: refused.message }, { status: 400, headers })
  }
}

async function tokenIn(request: Request): Promise<string> {
  const type = request.headers.get('content-type') ?? ''
  const text = type.startsWith('application/x-www-form-urlencoded') ? await shortText(request) : ''
  const token = new URLSearchParams(text).get('logout_token')
  if (!token) throw new Refused('invalid', 'Send a form with the field logout_token.')
  return token
}

/** Reads the body, but stops as soon as it is longer than a token may be. */
async function shortText({ body }: Request): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) throw new Refused('invalid', `A logout token has at most ${bytesMax} bytes.`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text
}
