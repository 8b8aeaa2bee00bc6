import { type IncomingHttpHeaders, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { late, within } from '@/lib/flow/within'
import { agentFor, type EndpointTls } from './agents'
import { isAllowedHost } from './allowed-hosts'
import type { Departure } from './departure'
import { proxyFor } from './egress-proxy'
import { checkLiteralAddress, publicLookup } from './public-lookup'

/** Total time, from connecting to the end of the response. Changed only by tests that wait for something else. */
export const companyApiLimits = { answerMs: 10_000 }
const answerBytesMax = 16 * 1024

type Given = { headers: Record<string, string>; body: string; tls?: EndpointTls }
export type CompanyAnswer = { status: number; headers: IncomingHttpHeaders; text: string }

/** No response. `isSent`: the whole request was handed to the network before it failed. */
export class NoAnswer extends Error {
  constructor(
    override readonly cause: Error & { code?: string },
    readonly isSent: boolean,
    readonly isTimeout: boolean,
  ) {
    super(cause.message)
  }
}

/**
 * Sends one POST: no redirects, ten seconds in total, and only to a public address or an allowed host. Once connected,
 * asks `depart`, and writes nothing before it says so.
 */
export async function postJson(url: URL, given: Given, depart: Departure = async (go) => go()): Promise<CompanyAnswer> {
  const { answered, giveUp } = post(url, given, depart)
  if ((await within(companyApiLimits.answerMs, answered)) === late) giveUp()
  return answered
}

function post(url: URL, { headers, body, tls }: Given, depart: Departure) {
  const isAllowed = isAllowedHost(url)
  if (!isAllowed) checkLiteralAddress(url)
  const isSecure = url.protocol === 'https:'
  let isSent = false
  let isTimeout = false
  let whyNot: unknown
  const request = (isSecure ? requestHttps : requestHttp)(url, {
    method: 'POST',
    agent: agentFor({ url, isAllowed, tls }),
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    // With a proxy, the proxy resolves the name.
    ...(!isAllowed && !proxyFor(url) && { lookup: publicLookup }),
  })
  const answered = new Promise<CompanyAnswer>((resolve, reject) => {
    request.on('error', (error) => reject(whyNot ?? new NoAnswer(error, isSent, isTimeout)))
    const go = () => {
      if (request.destroyed) return
      isSent = true
      request.end(body)
    }
    const opened = () =>
      void depart(go).catch((error: unknown) => {
        if (isSent) return
        whyNot = error
        request.destroy(new Error('not to be sent'))
      })
    request.on('socket', (socket) => {
      if (request.reusedSocket) opened()
      else socket.once(isSecure ? 'secureConnect' : 'connect', opened)
    })
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      let bytes = 0
      const done = () => {
        const text = Buffer.concat(chunks).subarray(0, answerBytesMax).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      }
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes < answerBytesMax) return
        done()
        response.destroy()
      })
      response.on('end', done)
      // The status decides, even if the body is cut off.
      response.on('error', done)
      response.on('close', done)
    })
  })
  const giveUp = () => {
    isTimeout = true
    request.destroy(new Error('no answer in time'))
  }
  return { answered, giveUp }
}
