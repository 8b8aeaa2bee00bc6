import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { allowCompanyApiHost } from '@/lib/company-api/allowed-hosts'

type Got = { headers: IncomingMessage['headers']; text: string }

/** Starts an HTTP server that returns these statuses in order, and the last one from then on. */
export async function startReceiver(...statuses: number[]) {
  const got: Got[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      text += chunk
    })
    request.on('end', () => {
      got.push({ headers: request.headers, text })
      response.writeHead((statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port, so this isn't a path
  allowCompanyApiHost(`127.0.0.1:${port}`)
  return {
    got,
    url: `http://127.0.0.1:${port}/hook`,
    bodies: () => got.map(({ text }) => JSON.parse(text)),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
