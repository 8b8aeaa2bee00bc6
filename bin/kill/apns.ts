import { mkdtemp, writeFile } from 'node:fs/promises'
import { createSecureServer } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificates } from '@/lib/apns/simulator/certificates'

const refusedShare = 0.03
const answerMsMax = 60

export type Processed = { id: string; token: string; collapseId: string }

/** An APNs that outlives every kill and remembers what it took: slow now and then, and out of service three times in a hundred. */
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
      // Taken before it is answered: a kill between the two is what makes an answer unknown.
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
