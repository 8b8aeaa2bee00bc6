const safe = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
}
/** The API uses no cookies, so any origin may call it: the key is in a header that browsers never add by themselves. */
const always = {
  ...safe,
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Retry-After, X-Request-Id',
}
const ofJson = { ...always, 'content-type': 'application/json' }

type Extra = Record<string, string>

// Uses plain objects and a string: node-server writes those without creating a Headers object.

export function jsonAnswer(body: unknown, status = 200, extra?: Extra): Response {
  return new Response(JSON.stringify(body), { status, headers: extra ? { ...ofJson, ...extra } : ofJson })
}

export function emptyAnswer(status: number, extra?: Extra): Response {
  return new Response(null, { status, headers: extra ? { ...always, ...extra } : always })
}

/** Sends no CORS header: metrics need no key on this machine, so a page open on it must not read them. */
export function textAnswer(body: string, contentType: string, extra?: Extra): Response {
  return new Response(body, { headers: { ...safe, 'content-type': contentType, ...extra } })
}
