import { type NextRequest, NextResponse } from 'next/server'

const isDev = process.env.NODE_ENV === 'development'
const isSecure = process.env.AUTH_URL?.startsWith('https://') ?? false
const cookieName = isSecure ? '__Host-pushdesk' : 'pushdesk'
const openPaths = [/^\/sign-in$/, /^\/forgot-password$/, /^\/invitation\//, /^\/case\//, /^\/api\//]
/** These URLs contain a secret that grants access, so they must not leak to other sites or search engines. */
const secretPaths = [/^\/invitation\//, /^\/case\//]

/** Sets headers, and sends signed-out visitors to the sign-in as a convenience. Pages and actions check access. */
export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl
  const isOpen = openPaths.some((open) => open.test(pathname))
  if (!request.cookies.has(cookieName) && !isOpen && isPageLoad(request))
    return secured(NextResponse.redirect(signInUrl(request)), policy(''))

  const nonce = crypto.randomUUID().replaceAll('-', '')
  const requestId = crypto.randomUUID()
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy(nonce))
  headers.set('x-nonce', nonce)
  headers.set('x-request-id', requestId)
  headers.set('x-pushdesk-path', pathname + search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('x-request-id', requestId)
  return secured(unlisted(pathname, response), policy(nonce))
}

export const config = {
  matcher: ['/((?!_next/static|_next/image|favicon.ico|icon.svg|apple-touch-icon.png|robots.txt|fonts/).*)'],
}

/** A fetch from an open page isn't redirected: its own endpoint responds in a form that the page understands. */
function isPageLoad({ method, headers }: NextRequest) {
  return (method === 'GET' || method === 'HEAD') && headers.get('sec-fetch-dest') !== 'empty'
}

function signInUrl(request: NextRequest) {
  const { pathname, search } = request.nextUrl
  const url = request.nextUrl.clone()
  url.pathname = '/sign-in'
  url.search = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`
  return url
}

function policy(nonce: string) {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    // Charts and positioned popups set style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDev ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // Both directives, because Firefox supports only the first.
    'report-uri /csp-report',
    'report-to csp',
  ].join('; ')
}

function unlisted(pathname: string, response: NextResponse) {
  if (!secretPaths.some((secret) => secret.test(pathname))) return response
  response.headers.set('referrer-policy', 'no-referrer')
  response.headers.set('x-robots-tag', 'noindex, nofollow')
  return response
}

function secured(response: NextResponse, csp: string) {
  const { headers } = response
  headers.set('content-security-policy', csp)
  headers.set('reporting-endpoints', 'csp="/csp-report"')
  headers.set('x-content-type-options', 'nosniff')
  if (!headers.has('referrer-policy')) headers.set('referrer-policy', 'same-origin')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  headers.set('cache-control', 'private, no-store')
  if (isSecure) headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
  return response
}
