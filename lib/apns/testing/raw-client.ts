import { type ClientHttp2Session, connect, type OutgoingHttpHeaders } from 'node:http2'
import { isDictionary } from '@/lib/apns/push/push-types'

export type RawAnswer = {
  status: number
  headers: Record<string, unknown>
  /** The body, if it was JSON. */
  content?: unknown
  reason?: string
  timestamp?: number
  rstCode: number
}

/** A bare HTTP/2 client, for requests that a well-behaved client would never send. */
export async function rawClient(origin: string, ca: string) {
  const session = connect(origin, { ca })
  const goaways: { code: number; lastId: number; reason: string }[] = []
  session.on('error', () => undefined)
  session.on('goaway', (code, lastId, data) => goaways.push({ code, lastId, reason: String(data ?? '') }))
  await new Promise<void>((resolve, reject) => {
    session.once('remoteSettings', () => resolve())
    session.once('close', () => reject(new Error('closed')))
  })
  return {
    session,
    goaways,
    ask: (headers: OutgoingHttpHeaders, body: Buffer | string = '{"aps":{"alert":"x"}}') => ask(session, headers, body),
    close: () => session.destroy(),
  }
}

function ask(session: ClientHttp2Session, headers: OutgoingHttpHeaders, body: Buffer | string): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const stream = session.request({ ':method': 'POST', ...headers }, { endStream: false })
    const answer: RawAnswer = { status: 0, headers: {}, rstCode: 0 }
    let text = ''
    stream.on('response', (given) => {
      answer.status = Number(given[':status'])
      answer.headers = { ...given }
    })
    stream.on('data', (chunk) => {
      text += chunk
    })
    stream.on('error', () => undefined)
    stream.on('close', () => {
      const parsed: unknown = text ? JSON.parse(text) : undefined
      answer.content = parsed
      if (isDictionary(parsed) && typeof parsed.reason === 'string') {
        answer.reason = parsed.reason
        if (parsed.timestamp !== undefined) answer.timestamp = Number(parsed.timestamp)
      }
      resolve({ ...answer, rstCode: stream.rstCode ?? 0 })
    })
    stream.end(body)
  })
}
