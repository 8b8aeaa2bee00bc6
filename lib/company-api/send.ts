import type { Answer } from '@/db/queries/sending/attempts'
import { storable } from '@/db/storable'
import { answerBody } from '@/lib/answer-body'
import type { NoAnswerReason } from '@/lib/apns/transport/apns-request'
import { retryAfterMs } from '@/lib/flow/retry-after'
import { accessTokenOf, forgetAccessToken, NoAccessToken } from './access-token'
import { type CompanyRequest, companyRequest, type Endpoint, openAuth, type RequestView } from './company-request'
import { type Departure, Withdrawn } from './departure'
import { type CompanyAnswer, NoAnswer, postJson } from './post-json'
import { AddressNotAllowed } from './public-lookup'

/** An answer with its request, as the log shows it. */
type Answered = Answer & { request: RequestView }

/** Sends one POST to the company's API. Returns every failure as an answer; throws only on bugs. */
export async function sendToCompany(
  endpoint: Endpoint | undefined,
  given: Omit<Made, 'auth'>,
  depart?: Departure,
): Promise<Answered> {
  if (!endpoint) return { ...notSent('no_endpoint'), request: { method: 'POST', url: '', headers: {} } }
  const auth = openAuth(endpoint)
  if (auth.kind !== 'oauth2') return sendWith(endpoint, { ...given, auth }, depart)
  try {
    const token = await accessTokenOf(endpoint, auth)
    const answer = await sendWith(endpoint, { ...given, auth: { kind: 'bearer', token } }, depart)
    if (answer.status !== 401 || !forgetAccessToken(endpoint, token)) return answer
    const fresh = await accessTokenOf(endpoint, auth)
    return await sendWith(endpoint, { ...given, auth: { kind: 'bearer', token: fresh } }, depart)
  } catch (error) {
    if (error instanceof NoAccessToken)
      return { outcome: 'not_sent', status: null, ...error.failure, request: error.request }
    return { ...withoutAnswer(error), request: { method: 'POST', url: auth.tokenUrl, headers: {} } }
  }
}

type Made = Parameters<typeof companyRequest>[1]

async function sendWith(endpoint: Endpoint, given: Made, depart?: Departure): Promise<Answered> {
  const request = prepared(endpoint, given)
  if (!request) return { ...notSent('bad_template'), request: { method: 'POST', url: endpoint.url, headers: {} } }
  try {
    return { ...answerOf(await postJson(request.url, request, depart)), request: request.shown }
  } catch (error) {
    return { ...withoutAnswer(error), request: request.shown }
  }
}

/** The template was checked on save. Returns undefined if it is no longer JSON. */
function prepared(endpoint: Endpoint, given: Made): CompanyRequest | undefined {
  try {
    return companyRequest(endpoint, given)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function answerOf(answer: CompanyAnswer): Answer {
  const { status, headers, text } = answer
  const isGood = status >= 200 && status < 300
  return {
    outcome: isGood ? 'accepted' : 'rejected',
    status,
    reason: isGood ? null : `http_${status}`,
    response: { headers: shownHeaders(answer), body: answerBody(text) },
    retryAfterMs: retryAfterMs(headers['retry-after']),
  }
}

const shownHeaderNames = ['content-type', 'retry-after', 'location', 'server', 'date', 'x-request-id']

const headerLengthMax = 500

const shownHeaders = ({ headers }: CompanyAnswer) =>
  Object.fromEntries(
    shownHeaderNames.flatMap((name) => {
      const value = headers[name]
      return typeof value === 'string' ? [[name, storable(value, headerLengthMax)]] : []
    }),
  )

function withoutAnswer(error: unknown): Answer {
  if (error instanceof Withdrawn) return notSent('withdrawn')
  if (error instanceof AddressNotAllowed) return notSent(error.code)
  if (!(error instanceof NoAnswer)) throw error
  const { cause, isSent, isTimeout } = error
  if (cause instanceof AddressNotAllowed) return notSent(cause.code)
  if (isTimeout) return isSent ? lost('timeout', cause.code) : notSent('connect_failed', cause.code)
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO|ALTNAME/.test(cause.code ?? ''))
    return notSent('tls_failed', cause.code)
  return isSent ? lost('reset', cause.code) : notSent('connect_failed', cause.code)
}

type Reason = NoAnswerReason | 'no_endpoint' | 'bad_template' | AddressNotAllowed['code']

const notSent = (reason: Reason, detail?: string): Answer => ({ outcome: 'not_sent', status: null, reason, detail })
const lost = (reason: Reason, detail?: string): Answer => ({ outcome: 'unknown', status: null, reason, detail })
