import { storable } from '@/db/storable'
import { answerBody } from '../answer-body'
import type { CompanyApiCode, SendOutcome, Sent } from '../deliveries/send-outcome'
import { retryAfterMs } from '../retry-after'
import { type CompanyRequest, companyRequest, type Endpoint } from './company-request'
import { type Departure, Withdrawn } from './departure'
import { type Answer, NoAnswer, postJson } from './post-json'
import { AddressNotAllowed } from './public-lookup'
import type { TemplateValues } from './template'

/** One POST to the company's API. Every failure is an outcome; nothing is thrown but bugs. */
export async function sendToCompany(
  endpoint: Endpoint | undefined,
  given: { deliveryId: string; values: TemplateValues; now: Date },
  depart?: Departure,
): Promise<Sent> {
  if (!endpoint) return notSent('no_endpoint', { method: 'POST', url: '', headers: {} })
  const request = prepared(endpoint, given)
  if (!request) return notSent('bad_template', { method: 'POST', url: endpoint.url, headers: {} })
  const exchange = { request: request.shown }
  try {
    const answer = await postJson(request.url, request, depart)
    return { outcome: outcomeOf(answer), exchange: { ...exchange, responseHeaders: shownHeaders(answer) } }
  } catch (error) {
    return { outcome: withoutAnswer(error), exchange }
  }
}

const notSent = (code: CompanyApiCode, request: Sent['exchange']['request']): Sent => ({
  outcome: { kind: 'transport', processed: 'no', code },
  exchange: { request },
})

/** The template was checked when it was saved; only one that is no JSON any more fails here. */
function prepared(endpoint: Endpoint, given: Parameters<typeof companyRequest>[1]): CompanyRequest | undefined {
  try {
    return companyRequest(endpoint, given)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function outcomeOf({ status, headers, text }: Answer): SendOutcome {
  const isGood = status >= 200 && status < 300
  return {
    kind: 'response',
    status,
    ...(!isGood && { reason: `http_${status}` }),
    retryAfterMs: retryAfterMs(headers['retry-after']),
    body: answerBody(text),
  }
}

const shownHeaderNames = ['content-type', 'retry-after', 'location', 'server', 'date', 'x-request-id']

const headerLengthMax = 500

const shownHeaders = ({ headers }: Answer) =>
  Object.fromEntries(
    shownHeaderNames.flatMap((name) => {
      const value = headers[name]
      return typeof value === 'string' ? [[name, storable(value, headerLengthMax)]] : []
    }),
  )

function withoutAnswer(error: unknown): SendOutcome {
  if (error instanceof Withdrawn) return { kind: 'transport', processed: 'no', code: 'withdrawn' }
  if (error instanceof AddressNotAllowed) return { kind: 'transport', processed: 'no', code: error.code }
  if (!(error instanceof NoAnswer)) throw error
  const { cause, isSent, isTimeout } = error
  if (cause instanceof AddressNotAllowed) return { kind: 'transport', processed: 'no', code: cause.code }
  const detail = cause.code
  if (isTimeout)
    return {
      kind: 'transport',
      processed: isSent ? 'unknown' : 'no',
      code: isSent ? 'timeout' : 'connect_failed',
      detail,
    }
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO|ALTNAME/.test(cause.code ?? ''))
    return { kind: 'transport', processed: 'no', code: 'tls_failed', detail }
  return { kind: 'transport', processed: isSent ? 'unknown' : 'no', code: isSent ? 'reset' : 'connect_failed', detail }
}
