import type { IncomingMessage } from 'node:http'

/**
 * Where AUTH_URL is set, the dashboard is asked for there, whatever a proxy made of Host: Next.js compares it with the
 * origin that a browser names, and writes it into redirects.
 */
export function namePublicHost({ headers }: IncomingMessage, publicUrl: URL) {
  headers.host = publicUrl.host
  headers['x-forwarded-host'] = publicUrl.host
  headers['x-forwarded-proto'] = publicUrl.protocol.slice(0, -1)
}
