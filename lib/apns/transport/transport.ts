import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from '@/db/queries/sending/attempts'
import { type ApnsRequest, type NoAnswerReason, notSent, unanswered } from './apns-request'
import { AskedJobs } from './asked-jobs'
import { ConnectBackoff } from './connect-backoff'
import { errorCode, isCertificateError, isTlsError } from './connection-errors'
import type { Gate, Job, Passage } from './job'
import { RequestQueue } from './request-queue'
import { ApnsSession, type SessionListener } from './session'
import { connectionStats, roomOf, streamsMaxOf } from './session-sums'
import { TokenFetch } from './token-fetch'
import {
  type TransportOptions,
  type TransportSettings,
  type TransportStats,
  transportDefaults,
} from './transport-settings'

/** Responses that concern only this connection: the request is sent once more, on a new connection. */
const movable = new Set(['IdleTimeout', 'Shutdown', 'UnrelatedKeyIdInToken'])
const refusalsMax = 10
const askedMax = 500

/**
 * Sends pushes of one app, environment, and key to APNs, because a connection is bound to one team. Every request ends
 * in exactly one answer. A request is retried automatically only if APNs certainly didn't process it.
 */
export class ApnsTransport {
  readonly #options: TransportOptions & TransportSettings
  readonly #queue = new RequestQueue((job) => job.settle(this.#whyWaiting()))
  readonly #asked = new AskedJobs({
    told: (job, passage) => this.#heed(job, passage),
    next: () => this.#dispatch(),
  })
  readonly #sessions = new Set<ApnsSession>()
  readonly #pace: ConnectBackoff
  readonly #tokenFetch: TokenFetch
  readonly #listener: SessionListener
  #sequence = 0
  #isClosed = false
  #lastError: { reason: NoAnswerReason; detail?: string } | undefined
  #connectTimer: NodeJS.Timeout | undefined
  #counts = { connects: 0, connectFailures: 0, requests: 0, repeats: 0 }

  constructor(options: TransportOptions) {
    this.#options = { ...transportDefaults, ...options }
    this.#pace = new ConnectBackoff(this.#options.random)
    this.#tokenFetch = new TokenFetch(options.tokens, {
      failed: (error) => this.#options.note({ event: 'token_failed', error }),
      next: () => this.#dispatch(),
    })
    this.#listener = {
      opened: () => this.#options.note({ event: 'connected' }),
      usable: () => this.#dispatch(),
      answered: (session, job, answer) => this.#answered(session, job, answer),
      returned: (job, why) => this.#returned(job, why),
      lost: (job, reason, detail) => job.settle({ ...unanswered('unknown', reason, detail), sentAt: job.sentAt }),
      failed: (job, error) => job.fail(error),
      closed: (session, error) => this.#closed(session, error),
    }
  }

  send(request: ApnsRequest, gate?: Gate): Promise<Answer> {
    return new Promise((settle, fail) => {
      if (this.#isClosed) return settle(notSent('closed'))
      if (this.#waiting >= this.#options.queueMax) return settle(notSent('queue_full'))
      this.#queue.push({
        request,
        gate,
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
    return {
      ...connectionStats(this.#sessions),
      queued: this.#waiting,
      ...this.#counts,
      tokenRenewals: this.#options.tokens.renewals,
    }
  }

  /** How many requests the open connections take at once. */
  get streamsMax() {
    return streamsMaxOf(this.#sessions)
  }

  /** Lets requests in flight finish. Waiting requests end as not sent. */
  async close() {
    this.#isClosed = true
    clearTimeout(this.#connectTimer)
    for (const job of [...this.#asked.stop(), ...this.#queue.clear()]) job.settle(notSent('closed'))
    const deadline = Date.now() + this.#options.closeTimeoutMs
    for (const session of this.#sessions) session.retire()
    while (this.#sessions.size > 0 && Date.now() < deadline) await sleep(5)
    for (const session of this.#sessions) session.destroy()
  }

  get #waiting() {
    return this.#queue.length + this.#asked.length
  }

  #dispatch() {
    for (let { first } = this.#queue; first; first = this.#queue.first) {
      const session = this.#roomiest()
      const token = session && this.#options.tokens.current()
      if (session && token && !first.gate) {
        this.#queue.shift()
        this.#post(first, session, token)
        continue
      }
      if (!session) this.#connect()
      else if (!token) this.#tokenFetch.start()
      else if (first.gate) this.#ask(first.gate)
      break
    }
    this.#queue.watch()
  }

  #ask(gate: Gate) {
    if (this.#asked.isAsking) return
    const room = Math.min(roomOf(this.#sessions), askedMax)
    const jobs = this.#queue.takeWhile((job) => job.gate === gate, room)
    void this.#asked.ask(gate, jobs)
  }

  #heed(job: Job, passage: Passage) {
    if (passage === 'withdrawn') return job.settle(notSent('withdrawn'))
    if (this.#isClosed) return job.settle(notSent('closed'))
    if (passage === 'go') return this.#post(job)
    // Put it behind the other jobs, which needn't wait for the process that locked this one.
    job.sequence = this.#sequence++
    this.#queue.push(job)
  }

  #post(job: Job, session = this.#roomiest(), token = this.#options.tokens.current()) {
    if (!session || !token) return this.#queue.putBack(job)
    this.#counts.requests += 1
    session.post(job, token)
  }

  #roomiest() {
    let best: ApnsSession | undefined
    for (const session of this.#sessions)
      if (session.room > 0 && (!best || session.streams < best.streams)) best = session
    return best
  }

  #connect() {
    if (this.#isClosed || this.#connectTimer) return
    let alive = 0
    for (const session of this.#sessions) {
      if (session.state === 'connecting' || session.state === 'suspect') return
      // A second connection helps only when the first is full, not before APNs has validated the first one's token.
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

  #answered(session: ApnsSession, job: Job, answer: Answer) {
    if (session.isTrusted) this.#pace.succeeded()
    if (answer.reason === 'ExpiredProviderToken' && job.renewals === 0) return this.#renew(session, job, answer)
    if (answer.reason && movable.has(answer.reason) && job.movings === 0) {
      session.retire()
      job.movings += 1
      return this.#again(job)
    }
    job.settle(answer)
  }

  /** Requests rejected with the same token share one renewal. Retires the old connection, because it may be wedged. */
  #renew(session: ApnsSession, job: Job, answer: Answer) {
    job.renewals += 1
    if (!job.token) return job.settle(answer)
    this.#options.tokens.renew(job.token).then(
      (fresh) => {
        if (!fresh) return job.settle(answer)
        session.retire()
        this.#again(job)
        this.#dispatch()
      },
      () => job.settle(answer),
    )
  }

  #returned(job: Job, why: 'refused' | 'moved') {
    if (why === 'refused') job.refusals += 1
    if (job.refusals > refusalsMax) return job.settle(notSent('refused_stream'))
    this.#again(job)
  }

  #again(job: Job) {
    if (this.#isClosed) return job.settle(notSent('closed'))
    job.gate?.returned(job.request.id)
    this.#counts.repeats += 1
    // Extend the deadline, so that a requeued job gets at least one try on a new connection.
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
        this.#lastError = { reason: isTlsError(error) ? 'tls_failed' : 'connect_failed', detail: errorCode(error) }
      // The next handshake would show the same certificate, so fail the waiting requests now.
      if (error && isCertificateError(error)) this.#queue.expire(Number.POSITIVE_INFINITY)
    }
    this.#dispatch()
  }

  #whyWaiting(): Answer {
    const { error } = this.#tokenFetch
    if (error) return notSent('no_token', error)
    const isConnected = [...this.#sessions].some((session) => session.state === 'open')
    if (isConnected) return notSent('queue_timeout')
    return notSent(this.#lastError?.reason ?? 'connect_failed', this.#lastError?.detail)
  }
}
