import { generateKeyPairSync } from 'node:crypto'
import { createSecureServer, type Http2Session, type ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
import { makeCertificates } from '@/lib/apns/simulator/certificates'
import { createProviderTokens, memoryTokenStore } from '@/lib/apns/transport/provider-tokens'
import { ApnsTransport } from '@/lib/apns/transport/transport'
import type { TransportOptions } from '@/lib/apns/transport/transport-settings'

type Answer = {
  status: number
  reason?: string
  timestamp?: number
  headers?: Record<string, string>
  body?: string | Buffer
  /** Sent when `release` is called. */
  isHeld?: boolean
}
export type ScriptedAct =
  | Answer
  /** Cuts the connection after reading the request. */
  | 'reset'
  | 'never'
  /** Responds with 200 when `release` is called. */
  | 'held'
export type Seen = { id: string; token: string; headers: Record<string, unknown>; body: string }

export type ScriptedApnsOptions = Partial<TransportOptions> & {
  /** The limit in the server's SETTINGS frame. */
  streamsMax?: number
}

/** Starts an HTTP/2 server with scripted responses for each token, one per request. The last one repeats forever. */
export async function scriptedApns({ streamsMax, ...options }: ScriptedApnsOptions = {}) {
  const { caPem, certPem, keyPem } = await makeCertificates()
  const scripts = new Map<string, ScriptedAct[]>()
  const seen: Seen[] = []
  const sessions = new Set<Http2Session>()
  const held: (() => void)[] = []
  let isAway = false
  const settings = streamsMax === undefined ? undefined : { maxConcurrentStreams: streamsMax }
  const server = createSecureServer({ cert: certPem, key: keyPem, settings })
  server.on('connection', (socket: Socket) => {
    if (isAway) socket.destroy()
  })
  server.on('session', (session) => {
    sessions.add(session)
    session.on('error', () => undefined)
    session.on('close', () => sessions.delete(session))
  })
  server.on('stream', (stream: ServerHttp2Stream, headers) => {
    const token = String(headers[':path']).replace('/3/device/', '')
    const id = String(headers['apns-id'])
    let body = ''
    stream.setEncoding('utf8')
    stream.on('error', () => undefined)
    stream.on('data', (chunk: string) => {
      body += chunk
    })
    stream.on('end', () => {
      seen.push({ id, token, headers, body })
      const acts = scripts.get(token) ?? [{ status: 200 }]
      const act = acts.length > 1 ? acts.shift() : acts[0]
      if (act === 'reset') return stream.session?.destroy()
      if (act === 'never' || !act || stream.destroyed) return
      const answer = act === 'held' ? { status: 200, isHeld: true } : act
      if (answer.isHeld) held.push(() => respond(stream, id, answer))
      else respond(stream, id, answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  const origin = `https://localhost:${typeof bound === 'object' && bound ? bound.port : 0}`
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const tokens = createProviderTokens({
    key: { keyId: 'ABCDEFGHIJ', teamId: 'TEAM123456', privateKey },
    store: memoryTokenStore(),
  })
  const transport = new ApnsTransport({ origin, ca: caPem, tokens, requestTimeoutMs: 1_500, ...options })
  return {
    origin,
    caPem,
    seen,
    seenBy: (token: string) => seen.filter((one) => one.token === token),
    script: (token: string, ...acts: ScriptedAct[]) => scripts.set(token, acts),
    connect: async () => ({ transport, origin }),
    waiting: () => transport.stats().queued,
    release() {
      for (const answer of held.splice(0)) answer()
    },
    /** Cuts every connection, and accepts no new ones until `comeBack`. */
    goAway() {
      isAway = true
      for (const session of sessions) session.destroy()
    },
    comeBack() {
      isAway = false
    },
    async close() {
      await transport.close()
      for (const session of sessions) session.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function respond(stream: ServerHttp2Stream, id: string, { status, reason, timestamp, headers, body }: Answer) {
  stream.respond({ ':status': status, 'apns-id': id, ...headers })
  stream.end(body ?? (reason === undefined ? undefined : JSON.stringify({ reason, timestamp })))
}
