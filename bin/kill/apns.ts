import { mkdtemp, writeFile } from 'node:fs/promises'
import { createSecureServer } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificates } from '@/lib/apns/simulator/certificates'

const refusedShare = 0.03
const answerMsMax = 60

export type Processed = { id: string; token: string; collapseId: string }

/**
 * Starts an APNs server that survives every kill and records what it accepted. It takes up to 60 ms to respond, and
 * responds 503 to 3% of requests.
 */
export async function startApns() {
  const { caPem, certPem, keyPem } = await makeCertificates()
  const processed: Processed[] = []
  let requests = 0
  const server = createSecureServer({ cert: certPem, key: keyPem, settings: { maxConcurrentStreams: 1000 } })
  server.on('session', (session) => session.on('error', () => undefined))
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined)
    stream.resume()
    stream.on('end', () => {
      requests += 1
      const isRefused = Math.random() < refusedShare
      // Record the push before responding: a kill between the two makes the response unknown.
      if (!isRefused)
        processed.push({
          id: String(headers['apns-id']),
          token: String(headers[':path']),
          collapseId: String(headers['apns-collapse-id']),
        })
      setTimeout(() => {
        if (stream.destroyed) return
        stream.respond({ ':status': isRefused ? 503 : 200, 'apns-id': headers['apns-id'] })
        stream.end(isRefused ? '{"reason":"ServiceUnavailable"}' : undefined)
      }, Math.random() * answerMsMax)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const caFile = join(await mkdtemp(join(tmpdir(), 'pushdesk-kill-')), 'ca.pem')
  await writeFile(caFile, caPem)
  return {
    origin: `https://localhost:${typeof bound === 'object' && bound ? bound.port : 0}`,
    caFile,
    processed,
    requests: () => requests,
    close: () => server.close(),
  }
}
