import type { IncomingMessage, ServerResponse } from 'node:http'
import { clientAddress, isTrustedProxy } from '@/lib/client-address'
import { ownHeaders } from './own-headers'

const forwarding = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-real-ip',
]
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * Removes forwarding headers that come from an untrusted peer, and overwrites x-pushdesk-peer with the client's
 * address.
 */
export function nameClient({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>) {
  const peer = socket.remoteAddress
  headers['x-pushdesk-peer'] = clientAddress(peer, headers) ?? ''
  if (!isTrustedProxy(peer)) for (const name of forwarding) delete headers[name]
}

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'>

/** Rejects TRACE and methods that Pushdesk doesn't use. Returns whether it responded. */
export function answeredAsMethod({ method = '' }: Asked, response: ServerResponse): boolean {
  if (methods.includes(method)) return false
  response.setHeader('allow', methods.join(', '))
  return refuse(response, 405, 'This method isn’t supported.')
}

/** Rejects requests that Next.js would treat as our error, or would accept without checking their origin. */
export function answeredAsRefused(request: Asked, response: ServerResponse, publicUrl: string | undefined): boolean {
  if (!isReadable(request.url ?? '')) return refuse(response, 400, 'This URL isn’t valid.')
  const tooLong = isTooLong(request)
  if (tooLong) {
    // The rest of the body isn't read, so the connection can't be reused.
    response.setHeader('connection', 'close')
    return refuse(response, ...tooLong)
  }
  if (isAllowed(request, publicUrl)) return false
  return refuse(response, 403, 'This request didn’t come from a Pushdesk page.')
}

function refuse(response: ServerResponse, status: number, sentence: string) {
  response.writeHead(status, { ...ownHeaders(), 'content-type': 'text/plain; charset=utf-8' })
  response.end(`${sentence}\n`)
  return true
}

function isReadable(url: string) {
  try {
    return !decodeURIComponent(url.split('?', 1)[0] ?? '').includes('\0')
  } catch {
    return false
  }
}

/** Several times what a sign-in needs. The auth framework would read a body of any size from anyone. */
const signInBytesMax = 16 * 1_024

/** Checks the sign-in routes, however they are spelled. The logout-token route limits its own reads. */
function isTooLong({ method, url = '', headers }: Asked): [status: number, sentence: string] | undefined {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return undefined
  const path = decodeURIComponent(url.split('?', 1)[0] ?? '')
  if (!/^[/\\]+api[/\\]+auth[/\\]/i.test(path) || path === '/api/auth/backchannel-logout') return undefined
  if (headers['transfer-encoding'] !== undefined) return [411, 'Send this request with a Content-Length.']
  return Number(headers['content-length'] ?? 0) > signInBytesMax ? [413, 'This request is too long.'] : undefined
}

/**
 * A server action carries its page's origin, or the browser marks it as same-origin. Routes under /api have their own
 * checks.
 */
function isAllowed({ method, url = '', headers }: Asked, publicUrl: string | undefined) {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || url.startsWith('/api/')) return true
  const { origin } = headers
  if (origin !== undefined && origin !== 'null') return isOwn(origin, headers.host, publicUrl)
  return headers['sec-fetch-site'] === 'same-origin'
}

const isOwn = (origin: string, host: string | undefined, publicUrl: string | undefined) =>
  publicUrl ? origin === new URL(publicUrl).origin : URL.canParse(origin) && new URL(origin).host === host
