const safe = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
}
/** There are no cookies here, and any origin may ask: the key is in a header that no browser adds by itself. */
const always = {
  ...safe,
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Retry-After, X-Request-Id',
}
const ofJson = { ...always, 'content-type': 'application/json' }

type Extra = Record<string, string>

// Plain objects and a ready string: node-server writes those without ever making a Headers object.

export function jsonAnswer(body: unknown, status = 200, extra?: Extra): Response {
  return new Response(JSON.stringify(body), { status, headers: extra ? { ...ofJson, ...extra } : ofJson })
}

export function emptyAnswer(status: number, extra?: Extra): Response {
  return new Response(null, { status, headers: extra ? { ...always, ...extra } : always })
}

/** Not for other origins' pages: metrics need no key on this machine, so a page open on it must not read them. */
export function textAnswer(body: string, contentType: string, extra?: Extra): Response {
  return new Response(body, { headers: { ...safe, 'content-type': contentType, ...extra } })
}
