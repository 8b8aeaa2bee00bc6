import { type ClientHttp2Session, connect, constants } from 'node:http2'
import type { Answer } from '@/db/queries/sending/attempts'
import { cut } from '@/db/storable'
import { type NoAnswerReason, requestHeaders } from './apns-request'
import { errorCode } from './connection-errors'
import { InFlightRequest } from './in-flight-request'
import type { Job } from './job'
import { DeadPeer, KeepAlive, type KeepAliveOptions } from './keep-alive'
import type { ProviderToken } from './provider-tokens'

export type SessionOptions = {
  origin: string
  ca?: string
  streamsMax: number
  connectTimeoutMs: number
  requestTimeoutMs: number
} & KeepAliveOptions

/** What a session reports to the transport. Each job ends in exactly one of answered, returned, lost, and failed. */
export type SessionListener = {
  opened(): void
  /** The session may have room now. */
  usable(): void
  answered(session: ApnsSession, job: Job, answer: Answer): void
  /** The job was certainly not processed. */
  returned(job: Job, why: 'refused' | 'moved'): void
  lost(job: Job, reason: NoAnswerReason, detail?: string): void
  failed(job: Job, error: unknown): void
  closed(session: ApnsSession, error: Error | undefined): void
}

/** One HTTP/2 connection to APNs. */
export class ApnsSession {
  state: 'connecting' | 'open' | 'suspect' | 'draining' | 'closed' = 'connecting'
  /** APNs allows one stream until it has seen a valid token. Until then, its advertised limit isn't reliable. */
  isTrusted = false
  goaway: { code: number; lastId: number; reason: string } | undefined
  readonly #session: ClientHttp2Session
  readonly #listener: SessionListener
  readonly #options: SessionOptions
  readonly #flights = new Set<InFlightRequest>()
  readonly #authority: string
  /** The stream limit in the latest SETTINGS. */
  #advertised = 1
  /** Below `#advertised` after a refusal; grows back with each response. */
  #ceiling: number
  #error: Error | undefined
  #socket: { destroy(): unknown } | undefined
  #answers = 0
  #timeoutTimer: NodeJS.Timeout | undefined
  readonly #connectTimer: NodeJS.Timeout
  readonly #keepAlive: KeepAlive

  constructor(options: SessionOptions, listener: SessionListener) {
    this.#options = options
    this.#listener = listener
    this.#ceiling = options.streamsMax
    this.#authority = new URL(options.origin).host
    this.#session = connect(options.origin, {
      ca: options.ca,
      peerMaxConcurrentStreams: 1,
      settings: { enablePush: false },
      // In megabytes. The default of 10 refuses streams when a thousand of them carry 4 KB each.
      maxSessionMemory: 128,
    })
    this.#session.on('connect', (_session, socket) => {
      this.#socket = socket
    })
    this.#session.on('remoteSettings', (settings) => this.#heedSettings(settings.maxConcurrentStreams))
    this.#session.on('goaway', (code, lastId, data) => this.#heedGoaway(code, lastId, data))
    this.#session.on('error', (error) => {
      this.#error ??= error
    })
    this.#session.on('close', () => this.#finish())
    this.#connectTimer = setTimeout(
      () => this.destroy(new Error('The server didn’t complete the connection in time.')),
      options.connectTimeoutMs,
    )
    this.#keepAlive = new KeepAlive({
      session: this.#session,
      options,
      idle: () => this.#flights.size === 0 && this.#probe(),
      alive: () => this.#alive(),
      dead: (error) => this.destroy(error),
    })
  }

  get streams() {
    return this.#flights.size
  }

  get streamsMax() {
    return Math.min(this.#advertised, this.#ceiling, this.isTrusted ? this.#options.streamsMax : 1)
  }

  get room() {
    return this.state === 'open' ? Math.max(0, this.streamsMax - this.#flights.size) : 0
  }

  post(job: Job, token: ProviderToken) {
    if (this.#flights.size === 0 && this.#keepAlive.isStale) {
      this.#probe()
      return this.#listener.returned(job, 'moved')
    }
    const flight = this.#takeOff(job, token)
    if (!flight) return
    const { stream } = flight
    stream.on('response', (headers) => {
      this.#heedStatus(Number(headers[':status']))
      flight.hear(headers)
      if (headers[':status'] === 200) this.#settle(flight)
    })
    // The close event that follows has the details.
    stream.on('error', () => undefined)
    stream.on('close', () => this.#land(flight))
    stream.end(job.request.payload)
  }

  /** Opens no new streams, and closes after the last response. */
  retire() {
    if (this.state === 'closed' || this.state === 'draining') return
    if (this.state === 'connecting') return this.destroy()
    this.state = 'draining'
    if (this.#flights.size === 0) this.#session.close()
  }

  destroy(error?: Error) {
    this.#error ??= error
    this.#session.destroy()
    // session.destroy() waits for the peer after close(). Destroy the socket, because a dead peer never responds.
    this.#socket?.destroy()
  }

  #takeOff(job: Job, token: ProviderToken) {
    try {
      const stream = this.#session.request(requestHeaders(job.request, token, this.#authority))
      const flight = new InFlightRequest(job, stream, this.#answers)
      job.token = token
      job.sentAt = new Date(flight.sentAt)
      this.#keepAlive.used(flight.sentAt)
      this.#flights.add(flight)
      this.#armTimeout(flight)
      return flight
    } catch (error) {
      if (!this.#session.closed && !this.#session.destroyed) return this.#listener.failed(job, error)
      this.retire()
      this.#listener.returned(job, 'moved')
    }
  }

  #land(flight: InFlightRequest) {
    if (!this.#flights.delete(flight)) return
    if (!flight.isSettled) this.#settle(flight)
    if (this.#flights.size === 0 && this.state === 'draining') this.#session.close()
    this.#listener.usable()
  }

  #heedSettings(streams: number | undefined) {
    // Absent means no limit (RFC 9113, 6.5.2).
    this.#advertised = streams ?? Number.POSITIVE_INFINITY
    if (this.state === 'connecting') {
      clearTimeout(this.#connectTimer)
      this.state = 'open'
      this.#keepAlive.used()
      this.#listener.opened()
    }
    this.#listener.usable()
  }

  #heedStatus(status: number) {
    this.#answers += 1
    // APNs returns these only after it has found the provider token valid.
    if (status === 200 || status === 400 || status === 410 || status === 413) this.isTrusted = true
    if (this.#ceiling < this.#options.streamsMax) this.#ceiling += 1
  }

  #heedGoaway(code: number, lastId: number, data: Uint8Array | undefined) {
    this.goaway = { code, lastId, reason: data ? cut(Buffer.from(data).toString('utf8'), 200) : '' }
    // Node closes the streams above the last ID as refused, and lets the others finish.
    this.state = 'draining'
  }

  #settle(flight: InFlightRequest) {
    flight.isSettled = true
    const { answer } = flight
    if (answer) this.#listener.answered(this, flight.job, answer)
    else this.#settleUnanswered(flight)
  }

  #settleUnanswered({ job, stream }: InFlightRequest) {
    const { goaway } = this
    const isAbove = goaway !== undefined && stream.id !== undefined && stream.id > goaway.lastId
    if (isAbove || stream.id === undefined) return this.#listener.returned(job, 'moved')
    if (stream.rstCode === constants.NGHTTP2_REFUSED_STREAM) {
      this.#ceiling = Math.max(1, Math.min(this.streamsMax, this.#flights.size))
      return this.#listener.returned(job, goaway ? 'moved' : 'refused')
    }
    if (this.#error instanceof DeadPeer) return this.#listener.lost(job, 'dead_peer')
    if (goaway) return this.#listener.lost(job, 'goaway', goaway.reason || `code ${goaway.code}`)
    this.#listener.lost(job, 'reset', this.#error ? errorCode(this.#error) : `RST_STREAM ${stream.rstCode}`)
  }

  /** One timer for the oldest request suffices, because all requests have the same timeout. */
  #armTimeout(flight: InFlightRequest) {
    this.#timeoutTimer ??= setTimeout(
      () => {
        this.#timeoutTimer = undefined
        this.#timeOut()
      },
      Math.max(0, flight.sentAt + this.#options.requestTimeoutMs - Date.now()),
    )
  }

  #timeOut() {
    const due = Date.now() - this.#options.requestTimeoutMs
    for (const flight of this.#flights) {
      if (flight.sentAt > due) return this.#armTimeout(flight)
      if (!flight.isSettled) {
        flight.isSettled = true
        if (flight.answer) this.#listener.answered(this, flight.job, flight.answer)
        else this.#listener.lost(flight.job, 'timeout')
        if (flight.answersBefore === this.#answers) this.#probe()
      }
      flight.cancel()
    }
  }

  /** Don't use the session until it answers a ping. */
  #probe() {
    const isUp = this.state === 'open' || this.state === 'draining'
    if (isUp && this.#keepAlive.ask() && this.state === 'open') this.state = 'suspect'
  }

  #alive() {
    if (this.state === 'suspect') this.state = 'open'
    this.#listener.usable()
  }

  #finish() {
    this.state = 'closed'
    this.#keepAlive.stop()
    for (const timer of [this.#connectTimer, this.#timeoutTimer]) clearTimeout(timer)
    for (const flight of this.#flights) {
      this.#flights.delete(flight)
      if (!flight.isSettled) this.#settle(flight)
    }
    this.#listener.closed(this, this.#error)
  }
}
