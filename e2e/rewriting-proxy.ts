import { once } from 'node:events'
import { request as ask } from 'node:http'
import { createServer } from 'node:https'
import { makeCertificates } from '../lib/apns/simulator/certificates'

/** A proxy with TLS that tells the server another host than the browser asked for, as many do. */
export async function startRewritingProxy() {
  const { certPem, keyPem } = await makeCertificates()
  let target = 0
  let forwarded: Record<string, string | undefined> = {}
  const server = createServer({ cert: certPem, key: keyPem }, (request, response) => {
    const headers = { ...request.headers, host: 'pushdesk.internal:8080', ...forwarded }
    const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
    const asked = ask({ host: '127.0.0.1', port: target, method: request.method, path: request.url, headers: given })
    asked.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    asked.on('error', () => response.destroy())
    response.on('close', () => asked.destroy())
    request.pipe(asked)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `https://localhost:${port}`,
    pointAt: (port: number) => {
      target = port
    },
    /** What it says of the request, beside its own name for the server. */
    says: (headers: Record<string, string | undefined>) => {
      forwarded = headers
    },
    async end() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
