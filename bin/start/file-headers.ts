import type { IncomingMessage, ServerResponse } from 'node:http'

/** Scripts, styles, fonts, and icons: what `proxy.ts` leaves alone. */
const files = /^\/(?:_next\/|fonts\/|favicon\.ico|icon\.svg|apple-touch-icon\.png|robots\.txt)/

/** No file is a page: it may load nothing, be in no frame, and is for our own pages alone. */
export function nameFileHeaders(
  { url = '' }: Pick<IncomingMessage, 'url'>,
  response: ServerResponse,
  isSecure: boolean,
) {
  if (!files.test(url)) return
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  response.setHeader('cross-origin-resource-policy', 'same-origin')
  response.setHeader('referrer-policy', 'same-origin')
  if (isSecure) response.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains')
}
