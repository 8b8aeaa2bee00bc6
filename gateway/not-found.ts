import { emptyAnswer } from './answers'
import type { ApiCall, Gateway } from './gateway'
import { callerOf, callIdsOf } from './key-check'
import { problem } from './problems'

const preflight = {
  'access-control-allow-headers':
    'authorization, content-type, user-token, targeting-key, if-none-match, x-api-key, x-request-id, traceparent',
  'access-control-max-age': '86400',
}

/** Responds to requests without a route: CORS preflights, unsupported methods, and unknown paths. */
export function answerRest(gateway: Gateway, c: ApiCall): Response {
  const { method, path } = c.req
  const here = gateway.places.filter(({ pattern }) => pattern.test(path))
  if (method === 'OPTIONS' && here.length) {
    // Don't allow CORS for secret-key routes. A secret key in a web page is already leaked.
    const open = here.filter(({ takes }) => takes !== 'secret' && takes !== 'service')
    return emptyAnswer(204, open.length ? { 'access-control-allow-methods': methodsOf(open), ...preflight } : {})
  }
  const ids = callIdsOf(callerOf(c))
  if (!here.length) return problem({ status: 404, code: 'no_such_path', detail: 'Nothing exists at this path.' }, ids)
  const allow = methodsOf(here)
  const detail = `This path supports ${allow}.`
  return problem({ status: 405, code: 'method_not_allowed', detail, headers: { allow } }, ids)
}

const methodsOf = (places: Gateway['places']) =>
  places.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])).join(', ')
