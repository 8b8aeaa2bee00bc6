import { createServer, type IncomingHttpHeaders } from 'node:http'

export type CompanyAct =
  /** `afterMs`: how long the API takes to respond. */
  | { status: number; headers?: Record<string, string>; body?: string | Buffer; afterMs?: number }
  | 'reset'
  | 'never'
  | 'held'

/** Decides by the request. `id` is the delivery's ID. */
export type CompanyRule = (request: { id: string; at: number; url: string }) => CompanyAct

/** Starts a company API with scripted responses: the nth request gets the nth, and later ones get the last. */
export async function scriptedCompany(...acts: (CompanyAct | CompanyRule)[]) {
  const seen: { id: string; at: number; url: string; headers: IncomingHttpHeaders; text: string; body: unknown }[] = []
  const held: (() => void)[] = []
  let script = acts
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      text += chunk
    })
    request.on('end', () => {
      const { url = '', headers } = request
      const asked = { id: String(headers['webhook-id']), at: Date.now(), url }
      seen.push({ ...asked, headers, text, body: JSON.parse(text) })
      const next = script.length > 1 ? script.shift() : script[0]
      const act = typeof next === 'function' ? next(asked) : next
      if (act === 'reset') return request.socket.destroy()
      if (act === 'never' || !act) return
      if (act === 'held') return held.push(() => response.writeHead(200).end())
      const respond = () => response.writeHead(act.status, act.headers).end(act.body)
      if (act.afterMs) setTimeout(respond, act.afterMs)
      else respond()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const host = `127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
  return {
    /** Responds with 200 to the held requests. */
    release() {
      for (const answer of held.splice(0)) answer()
    },
    heldCount: () => held.length,
    host,
    url: `http://${host}/push?key=secret`,
    seen,
    answer(...next: (CompanyAct | CompanyRule)[]) {
      script = next
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
