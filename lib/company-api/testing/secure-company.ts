import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Certificates } from '@/lib/apns/simulator/certificates'

/** Starts a company API that requires a client certificate from the authority. `seen` lists their common names. */
export async function secureCompany({ caPem, certPem, keyPem }: Certificates, { wantsClient = true } = {}) {
  const seen: string[] = []
  const server = createServer(
    { cert: certPem, key: keyPem, ca: caPem, requestCert: wantsClient, rejectUnauthorized: wantsClient },
    (request, response) => {
      seen.push(String((request.socket as TLSSocket).getPeerCertificate().subject?.CN))
      request.resume().on('end', () => response.writeHead(200).end())
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port, so the address isn't a path
  return {
    host: `localhost:${port}`,
    url: `https://localhost:${port}/push`,
    seen,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
