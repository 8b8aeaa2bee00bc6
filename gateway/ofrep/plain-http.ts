import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyText, bytesMax, tooLarge } from '@/gateway/body'
import type { Caller } from '@/gateway/key-check'
import { clientAddress } from '@/lib/client-address'

// Node's own request and response, for requests so frequent that a framework would be most of their cost.

/** A response with headers as Node writes them: names and values in turn, including the body's length. */
export type OfrepAnswer = { status: number; headers: string[]; body: string | undefined }

export const callerAt = (request: IncomingMessage): Caller => new PlainCaller(request)

class PlainCaller implements Caller {
  constructor(private readonly request: IncomingMessage) {}

  header(name: string) {
    const value = this.request.headers[name]
    return typeof value === 'string' ? value : value?.join(', ')
  }

  get ip() {
    return clientAddress(this.request.socket.remoteAddress, this.request.headers)
  }
}

/** Reads the body as text of at most 64 KiB. Never settles if the client disconnects: no one is left to respond to. */
export function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > bytesMax) return reject(tooLarge())
      chunks.push(chunk)
    })
    request.on('end', () => {
      try {
        resolve(
          bodyText(
            chunks[0] && chunks.length === 1 ? chunks[0] : Buffer.concat(chunks),
            request.headers['content-encoding'],
          ),
        )
      } catch (error) {
        reject(error)
      }
    })
  })
}

export function answerWith(status: number, headers: readonly string[], body?: string): OfrepAnswer {
  if (body === undefined) return { status, headers: [...headers], body }
  return { status, headers: [...headers, 'content-length', String(Buffer.byteLength(body))], body }
}

export async function answerOf(response: Response): Promise<OfrepAnswer> {
  return answerWith(response.status, [...response.headers].flat(), await response.text())
}

/**
 * Sends the response once all requests that have already arrived are handled. To write in between would wake the client
 * for each response, which takes longer than the evaluation.
 */
export function send(response: ServerResponse, { status, headers, body }: OfrepAnswer) {
  setImmediate(() => response.writeHead(status, headers).end(body))
}
