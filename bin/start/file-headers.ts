import type { IncomingMessage, ServerResponse } from 'node:http'

/** Scripts, styles, fonts, and icons, which `proxy.ts` skips. */
const files = /^\/(?:_next\/|fonts\/|favicon\.ico|icon\.svg|apple-touch-icon\.png|robots\.txt)/

/** A static file isn't a page: it may load nothing, may not be framed, and is for our own pages only. */
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
