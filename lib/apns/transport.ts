import { ConnectPace } from './connect-pace'
import { errorCode, isCertificateError, isTlsError } from './connection-errors'
import type { ApnsRequest, Outcome, ResponseOutcome, TransportCode } from './outcome'
import { type Job, RequestQueue } from './request-queue'
import { ApnsSession, type SessionListener } from './session'
import {
  type TransportOptions,
  type TransportSettings,
  type TransportStats,
  transportDefaults,
} from './transport-settings'

/** Answers that say "not here, not now": the request goes out once more, on a new connection. */
const movable = new Set(['IdleTimeout', 'Shutdown', 'UnrelatedKeyIdInToken'])
const refusalsMax = 10
const tokenRetryMs = 1_000

/**
 * Sends pushes of one app, environment and key to APNs (one team binds a connection). Every request ends in exactly one
 * outcome; one is sent again by itself only when APNs surely did not process it.
 */
export class ApnsTransport {
  readonly #options: TransportOptions & TransportSettings
  readonly #queue = new RequestQueue()
  readonly #sessions = new Set<ApnsSession>()
  readonly #pace: ConnectPace
  readonly #listener: SessionListener
  #sequence = 0
  #isClosed = false
  #isFetchingToken = false
  #lastError: { code: TransportCode; detail?: string } | undefined
  #tokenError: string | undefined
  #queueTimer: NodeJS.Timeout | undefined
  #connectTimer: NodeJS.Timeout | undefined
  #counts = { connects: 0, connectFailures: 0, requests: 0, repeats: 0 }

  constructor(options: TransportOptions) {
    this.#options = { ...transportDefaults, ...options }
    this.#pace = new ConnectPace(this.#options.random)
    this.#listener = {
      opened: () => this.#options.note({ event: 'connected' }),
      usable: () => this.#dispatch(),
      answered: (session, job, outcome) => this.#answered(session, job, outcome),
      returned: (job, why) => this.#returned(job, why),
      lost: (job, code, detail) => job.settle({ kind: 'transport', processed: 'unknown', code, detail }),
      failed: (job, error) => job.fail(error),
      closed: (session, error) => this.#closed(session, error),
    }
  }

  send(request: ApnsRequest): Promise<Outcome> {
    return new Promise((settle, fail) => {
      if (this.#isClosed) return settle(notSent('closed'))
      if (this.#queue.length >= this.#options.queueMax) return settle(notSent('queue_full'))
      this.#queue.push({
        request,
        settle,
        fail,
        sequence: this.#sequence++,
        queuedUntil: Date.now() + this.#options.queueTimeoutMs,
        refusals: 0,
        renewals: 0,
        movings: 0,
      })
      this.#dispatch()
    })
  }

  stats(): TransportStats {
    const sessions = [...this.#sessions]
    const sum = (of: (session: ApnsSession) => number) => sessions.reduce((total, session) => total + of(session), 0)
    return {
      connections: sum((session) => (session.state === 'connecting' ? 0 : 1)),
      streams: sum((session) => session.streams),
      streamsMax: sum((session) => (session.state === 'open' ? session.streamsMax : 0)),
      queued: this.#queue.length,
      ...this.#counts,
      tokenRenewals: this.#options.tokens.renewals,
    }
  }

  /** Lets what is under way finish; what only waits ends as not sent. */
  async close() {
    this.#isClosed = true
    clearTimeout(this.#connectTimer)
    clearTimeout(this.#queueTimer)
    for (let job = this.#queue.shift(); job; job = this.#queue.shift()) job.settle(notSent('closed'))
    const deadline = Date.now() + this.#options.closeTimeoutMs
    for (const session of this.#sessions) session.retire()
    while (this.#sessions.size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5))
    for (const session of this.#sessions) session.destroy()
  }

  #dispatch() {
    while (this.#queue.first) {
      const session = this.#roomiest()
      if (!session) {
        this.#connect()
        break
      }
      const token = this.#options.tokens.current()
      if (!token) {
        this.#fetchToken()
        break
      }
      const job = this.#queue.shift()
      if (!job) break
      this.#counts.requests += 1
      session.post(job, token)
    }
    this.#armQueueTimer()
  }

  #roomiest() {
    let best: ApnsSession | undefined
    for (const session of this.#sessions)
      if (session.hasRoom && (!best || session.streams < best.streams)) best = session
    return best
  }

  #connect() {
    if (this.#isClosed || this.#connectTimer) return
    let alive = 0
    for (const session of this.#sessions) {
      if (session.state === 'connecting' || session.state === 'suspect') return
      // A second connection helps only when the first is full, not while its token is still to be seen.
      if (session.state === 'open') {
        if (!session.isTrusted) return
        alive += 1
      }
    }
    if (alive >= this.#options.sessionsMax) return
    const waitMs = this.#pace.waitMs()
    if (waitMs === 0) return this.#open()
    this.#connectTimer = setTimeout(() => {
      this.#connectTimer = undefined
      this.#dispatch()
    }, waitMs)
  }

  #open() {
    this.#pace.began()
    this.#counts.connects += 1
    this.#sessions.add(new ApnsSession(this.#options, this.#listener))
  }

  #fetchToken() {
    if (this.#isFetchingToken) return
    this.#isFetchingToken = true
    const again = () => {
      this.#isFetchingToken = false
      this.#dispatch()
    }
    this.#options.tokens.get().then(
      () => {
        this.#tokenError = undefined
        again()
      },
      (error: Error) => {
        this.#tokenError = error.message
        this.#options.note({ event: 'token_failed', error: error.message })
        setTimeout(again, tokenRetryMs)
      },
    )
  }

  #answered(session: ApnsSession, job: Job, outcome: ResponseOutcome) {
    if (session.isTrusted) this.#pace.succeeded()
    if (outcome.reason === 'ExpiredProviderToken' && job.renewals === 0) return this.#renew(session, job, outcome)
    if (outcome.reason && movable.has(outcome.reason) && job.movings === 0) {
      session.retire()
      job.movings += 1
      return this.#again(job)
    }
    job.settle(outcome)
  }

  /** All who were refused with the same token wait for one renewal. The old connection may be wedged, so it is given up. */
  #renew(session: ApnsSession, job: Job, outcome: ResponseOutcome) {
    job.renewals += 1
    if (!job.token) return job.settle(outcome)
    this.#options.tokens.renew(job.token).then(
      (fresh) => {
        if (!fresh) return job.settle(outcome)
        session.retire()
        this.#again(job)
        this.#dispatch()
      },
      () => job.settle(outcome),
    )
  }

  #returned(job: Job, why: 'refused' | 'moved') {
    if (why === 'refused') job.refusals += 1
    if (job.refusals > refusalsMax) return job.settle(notSent('refused_stream'))
    this.#again(job)
  }

  #again(job: Job) {
    if (this.#isClosed) return job.settle(notSent('closed'))
    this.#counts.repeats += 1
    // It has waited its turn once: whatever remains of its time, a new connection gets a chance.
    job.queuedUntil = Math.max(job.queuedUntil, Date.now() + this.#options.queueTimeoutMs / 3)
    this.#queue.putBack(job)
  }

  #closed(session: ApnsSession, error: Error | undefined) {
    this.#sessions.delete(session)
    this.#options.note({ event: 'disconnected', error: error && errorCode(error), goaway: session.goaway })
    if (!session.isTrusted) {
      this.#pace.failed()
      this.#counts.connectFailures += 1
      if (error)
        this.#lastError = { code: isTlsError(error) ? 'tls_failed' : 'connect_failed', detail: errorCode(error) }
      // The next handshake will show the same certificate: who waits learns it now.
      if (error && isCertificateError(error)) this.#expire(Number.POSITIVE_INFINITY)
    }
    this.#dispatch()
  }

  #armQueueTimer() {
    const { first } = this.#queue
    if (!first || this.#queueTimer) return
    this.#queueTimer = setTimeout(
      () => {
        this.#queueTimer = undefined
        this.#expire()
      },
      Math.max(1, first.queuedUntil - Date.now()),
    )
  }

  #expire(until = Date.now()) {
    while (this.#queue.first && this.#queue.first.queuedUntil <= until) this.#queue.shift()?.settle(this.#whyWaiting())
    this.#armQueueTimer()
  }

  #whyWaiting(): Outcome {
    if (this.#tokenError) return notSent('no_token', this.#tokenError)
    const isConnected = [...this.#sessions].some((session) => session.state === 'open')
    if (isConnected) return notSent('queue_timeout')
    return notSent(this.#lastError?.code ?? 'connect_failed', this.#lastError?.detail)
  }
}

function notSent(code: TransportCode, detail?: string): Outcome {
  return { kind: 'transport', processed: 'no', code, detail }
}
