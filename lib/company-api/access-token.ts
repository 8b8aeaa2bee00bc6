import { rootCertificates } from 'node:tls'
import { z } from 'zod'
import { BoundedMap } from '@/lib/flow/bounded-map'
import { retryAfterMs } from '@/lib/flow/retry-after'
import { SingleFlight } from '@/lib/flow/single-flight'
import type { EndpointTls } from './agents'
import { type Endpoint, openTls, type RequestView } from './company-request'
import type { EndpointAuth } from './endpoint-auth'
import { type CompanyAnswer, NoAnswer, postJson } from './post-json'
import { AddressNotAllowed } from './public-lookup'

export type OAuth = Extract<EndpointAuth, { kind: 'oauth2' }>
type Failure = { reason: 'access_token_rejected' | 'access_token_unavailable'; detail?: string; retryAfterMs?: number }

/** The company's token URL gave no access token. Nothing was sent to its API. */
export class NoAccessToken extends Error {
  constructor(
    readonly failure: Failure,
    readonly request: RequestView,
  ) {
    super(failure.reason)
  }
}

/** Minimum wait after a failed token request, and between renewals after a 401. */
const coolDownMs = 5_000
/** For a token without `expires_in`. */
const lifetimeSecondsDefault = 300
const renewBeforeMs = 60_000
const endpointsMax = 1_000

type Kept = { token: string; renewAt: number }

// Per process, keyed by the encrypted credentials so that changing them starts over.
const kept = new BoundedMap<string, Kept>(endpointsMax)
const failed = new BoundedMap<string, { error: NoAccessToken; until: number }>(endpointsMax)
const renewed = new BoundedMap<string, number>(endpointsMax)
const asking = new SingleFlight<string>()

const nameOf = ({ environmentId, authSecret, clientKey, caCertificate }: Endpoint) =>
  [environmentId, authSecret, clientKey, caCertificate].join(' ')

/** Returns the current token, or a new one requested once for all callers. Throws `NoAccessToken`. */
export async function accessTokenOf(endpoint: Endpoint, auth: OAuth): Promise<string> {
  const name = nameOf(endpoint)
  const now = Date.now()
  const known = kept.get(name)
  if (known && known.renewAt > now) return known.token
  const failure = failed.get(name)
  if (failure && failure.until > now) throw failure.error
  return asking.share(name, () => renew(name, auth, tlsOf(endpoint)))
}

/**
 * Forgets a token that the company's API rejected with 401, unless it was already replaced. Returns false if a recent
 * renewal didn't help, because then the token's age isn't the cause.
 */
export function forgetAccessToken(endpoint: Endpoint, token: string): boolean {
  const name = nameOf(endpoint)
  if (kept.get(name)?.token !== token) return true
  const now = Date.now()
  if (now - (renewed.get(name) ?? 0) < coolDownMs) return false
  renewed.set(name, now)
  kept.delete(name)
  return true
}

/** The API's client certificate and authority. The token URL may also use a public authority. */
function tlsOf(endpoint: Endpoint): EndpointTls | undefined {
  const tls = openTls(endpoint)
  return tls?.ca ? { ...tls, ca: [...rootCertificates, tls.ca] } : tls
}

async function renew(name: string, auth: OAuth, tls: EndpointTls | undefined) {
  try {
    const made = await askFor(auth, tls)
    failed.delete(name)
    kept.set(name, made)
    return made.token
  } catch (error) {
    if (error instanceof NoAccessToken) {
      const waitMs = Math.max(coolDownMs, error.failure.retryAfterMs ?? 0)
      failed.set(name, { error, until: Date.now() + waitMs })
    }
    throw error
  }
}

const Token = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,8192}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().default(lifetimeSecondsDefault),
})

/** RFC 6749, 4.4. */
async function askFor(auth: OAuth, tls: EndpointTls | undefined): Promise<Kept> {
  const { headers, body, shown } = tokenRequest(auth)
  const askedAt = Date.now()
  const answer = await postJson(new URL(auth.tokenUrl), { headers, body, tls }).catch((error: unknown) => {
    if (!(error instanceof NoAnswer) || error.cause instanceof AddressNotAllowed) throw error
    throw new NoAccessToken(unavailable(error.isTimeout ? 'no response in time' : error.cause.code), shown)
  })
  const { success, data } = Token.safeParse(jsonIn(answer))
  if (answer.status !== 200) throw new NoAccessToken(refusalIn(answer), shown)
  if (!success) throw new NoAccessToken(unavailable('the response holds no bearer token'), shown)
  const lifetimeMs = data.expires_in * 1_000
  return { token: data.access_token, renewAt: askedAt + lifetimeMs - Math.min(renewBeforeMs, lifetimeMs / 5) }
}

function tokenRequest({ tokenUrl, clientId, clientSecret, scope, audience, clientAuth }: OAuth) {
  const plain = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }
  const form = new URLSearchParams({ grant_type: 'client_credentials' })
  if (scope) form.set('scope', scope)
  if (audience) form.set('audience', audience)
  const url = new URL(tokenUrl)
  const shownUrl = url.search ? `${url.origin}${url.pathname}?…` : url.href
  const shown = { method: 'POST' as const, url: shownUrl, headers: plain, body: form.toString() }
  if (clientAuth === 'post') {
    const body = new URLSearchParams([...form, ['client_id', clientId], ['client_secret', clientSecret]]).toString()
    return { headers: { ...plain, 'user-agent': 'Pushdesk' }, body, shown }
  }
  // RFC 6749, 2.3.1: each half is form-encoded first.
  const [id, secret] = [clientId, clientSecret].map((half) => new URLSearchParams({ half }).toString().slice(5))
  const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  return { headers: { ...plain, 'user-agent': 'Pushdesk', authorization }, body: shown.body, shown }
}

const unavailable = (detail?: string): Failure => ({ reason: 'access_token_unavailable', detail })

function refusalIn(answer: CompanyAnswer): Failure {
  const { status, headers } = answer
  const error = z.object({ error: z.string().regex(/^[\w.-]{1,60}$/) }).safeParse(jsonIn(answer)).data?.error
  const isRejected = status >= 400 && status < 500 && status !== 408 && status !== 429
  return {
    reason: isRejected ? 'access_token_rejected' : 'access_token_unavailable',
    detail: ['HTTP', status, error].filter(Boolean).join(' '),
    retryAfterMs: retryAfterMs(headers['retry-after']),
  }
}

function jsonIn({ text }: CompanyAnswer): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
