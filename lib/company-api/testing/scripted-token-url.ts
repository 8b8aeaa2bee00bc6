import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type TokenAct = { status: number; headers?: Record<string, string>; body: unknown } | 'never'

/** Starts an authorization server with scripted responses: the nth request gets the nth, later ones the last. */
export async function scriptedTokenUrl(...acts: TokenAct[]) {
  const seen: { headers: IncomingHttpHeaders; form: Record<string, string> }[] = []
  let script = acts
  const server = createServer(async (request, response) => {
    const text = (await request.setEncoding('utf8').toArray()).join('')
    seen.push({ headers: request.headers, form: Object.fromEntries(new URLSearchParams(text)) })
    const act = script.length > 1 ? script.shift() : script[0]
    if (act === 'never' || !act) return
    response.writeHead(act.status, { 'content-type': 'application/json', ...act.headers })
    response.end(typeof act.body === 'string' ? act.body : JSON.stringify(act.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port, so the address isn't a path
  const host = `127.0.0.1:${port}`
  return {
    host,
    url: `http://${host}/token`,
    seen,
    answer(...next: TokenAct[]) {
      script = next
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

export const tokenAct = (token: string, expiresIn = 3_600): TokenAct => ({
  status: 200,
  body: { access_token: token, token_type: 'Bearer', expires_in: expiresIn },
})
