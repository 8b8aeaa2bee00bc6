import { announce } from '@/db/announce'
import type { Database } from '@/db/client'
import type { Attempt } from '@/db/queries/sending/attempts'
import { closeCircuit, countFailure, failuresBeforeOpen, takeProbe } from '@/db/queries/sending/circuit'
import { postponeEnvironment, wakeEnvironment } from '@/db/queries/sending/postponing'
import type { Sendable } from '@/db/queries/sending/sending'
import { countLiveWorkers } from '@/db/queries/sending/workers'
import { findEndpoint } from '@/db/queries/settings/endpoint-settings'
import type { Gate } from '@/lib/apns/transport/job'
import type { Endpoint } from '@/lib/company-api/company-request'
import { Departures } from '@/lib/company-api/departure'
import { retryOf } from '@/lib/company-api/retry-schedule'
import { sendToCompany } from '@/lib/company-api/send'
import { templateValuesOf } from '@/lib/company-api/template-values'
import { attemptOf, isPassing, waits } from '@/lib/deliveries/attempts/attempt'
import { log } from '@/lib/log'
import { type Trace, traceparentOf } from '@/lib/trace'
import { Pace } from './pace'
import type { LaneRules } from './queue-runner'
import { RequestWindow } from './window'

const unlimited = { concurrencyMax: 512, ratePerSecondMax: null }
const tooManyRequests = 429
const endpointMsMax = 1_000
const lateMsMax = 20
/** By then a probe by another worker has its response. */
const probeWaitMs = 15_000

type Request = { endpoint: Endpoint | undefined; isProbe: boolean; startedAt: Date; trace: Trace }

/**
 * Sends to one company's API, at the pace and concurrency that it accepts and its settings allow, and pauses after
 * five failures in a row. A 429 isn't a failure: it only slows the pace.
 */
export class CompanyLaneRules implements LaneRules {
  readonly #database: Database
  readonly #environmentId: string
  #endpoint: { row: Promise<Endpoint | undefined>; readAt: number } | undefined
  readonly #pace = new Pace()
  readonly #window = new RequestWindow()
  /** This worker's share of what the endpoint's settings allow. */
  #share: { concurrencyMax: number; ratePerSecondMax: number | null } = unlimited
  readonly #departures: Departures
  #nextAt = 0
  #openUntil = 0
  #isFailing = false

  constructor({ database, environmentId, gate }: { database: Database; environmentId: string; gate: Gate }) {
    this.#database = database
    this.#environmentId = environmentId
    this.#departures = new Departures(gate)
  }

  async ready() {
    if (!this.#endpoint) await this.#current()
  }

  limit() {
    return this.#window.limit(this.#share.concurrencyMax)
  }

  waitMs(now: number) {
    const restMs = this.#nextAt - now
    if (restMs > 0) return restMs
    const waitMs = this.#pace.waitMs(now)
    const { ratePerSecondMax } = this.#share
    // A late start doesn't delay all later ones.
    if (waitMs === 0 && ratePerSecondMax)
      this.#nextAt = Math.max(this.#nextAt, now - lateMsMax) + 1_000 / ratePerSecondMax
    return waitMs
  }

  async deliver(delivery: Sendable, trace: Trace): Promise<Attempt | undefined> {
    const endpoint = await this.#current()
    const pass = await this.#pass(endpoint)
    if (pass.kind === 'wait') return waits(delivery, pass.until, 'circuit_open')
    const startedAt = new Date()
    const end = this.#window.begin(this.#share.concurrencyMax, startedAt.getTime())
    let isGood: boolean | undefined
    try {
      const attempt = await this.#ask(delivery, { endpoint, isProbe: pass.isProbe, startedAt, trace })
      // A 429 limits the pace, not the number of requests at once.
      if (attempt?.answer?.status !== tooManyRequests) isGood = attempt?.answer && !isPassing(attempt.answer)
      return attempt
    } finally {
      end(isGood, Date.now())
    }
  }

  async #ask(delivery: Sendable, { endpoint, isProbe, startedAt, trace }: Request): Promise<Attempt | undefined> {
    const came = await sendToCompany(
      endpoint,
      {
        deliveryId: delivery.id,
        values: templateValuesOf(delivery),
        now: startedAt,
        traceparent: traceparentOf(trace),
      },
      this.#departures.of(delivery.id),
    )
    if (came.outcome === 'not_sent' && came.reason === 'withdrawn') return undefined
    const { status, retryAfterMs } = came
    const answered = { sentAt: startedAt.getTime(), now: Date.now() }
    const schedule = endpoint && retryOf(endpoint)
    const attempt = attemptOf(
      delivery,
      { ...came, startedAt, durationMs: answered.now - answered.sentAt },
      { schedule },
    )
    if (status === tooManyRequests) {
      this.#pace.refused(answered, retryAfterMs)
      if (isProbe) await this.#answered(endpoint)
    } else if (isPassing(came)) {
      await this.#failed(isProbe, retryAfterMs)
    } else if (status !== null) {
      this.#pace.accepted(answered)
      await this.#answered(endpoint)
    }
    return attempt
  }

  /** Rereads the endpoint every second, so that changes by other workers and by staff apply soon. */
  #current() {
    if (!this.#endpoint || Date.now() - this.#endpoint.readAt > endpointMsMax)
      this.#endpoint = { row: this.#read(), readAt: Date.now() }
    return this.#endpoint.row
  }

  async #read() {
    const [row, workers] = await Promise.all([
      findEndpoint(this.#database.db, { environmentId: this.#environmentId }),
      countLiveWorkers(this.#database.db),
    ])
    const { concurrencyMax, ratePerSecondMax } = row ?? unlimited
    this.#share = {
      concurrencyMax: Math.max(1, Math.floor(concurrencyMax / Math.max(workers, 1))),
      ratePerSecondMax: ratePerSecondMax && ratePerSecondMax / Math.max(workers, 1),
    }
    return row
  }

  async #pass(
    endpoint: Endpoint | undefined,
  ): Promise<{ kind: 'wait'; until: Date } | { kind: 'go'; isProbe: boolean }> {
    const now = new Date()
    const openUntil = Math.max(this.#openUntil, endpoint?.openUntil?.getTime() ?? 0)
    if (openUntil > now.getTime()) return { kind: 'wait', until: new Date(openUntil) }
    const isHalfOpen = endpoint && (endpoint.failuresInRow >= failuresBeforeOpen || this.#openUntil > 0)
    if (!isHalfOpen) return { kind: 'go', isProbe: false }
    if (await takeProbe(this.#database.db, { environmentId: this.#environmentId, now }))
      return { kind: 'go', isProbe: true }
    this.#endpoint = undefined
    // The circuit has closed, or another worker has the probe.
    const fresh = await this.#current()
    if (!fresh || fresh.failuresInRow < failuresBeforeOpen) {
      this.#openUntil = 0
      return { kind: 'go', isProbe: false }
    }
    return { kind: 'wait', until: new Date(Math.max(fresh.openUntil?.getTime() ?? 0, now.getTime() + probeWaitMs)) }
  }

  async #failed(isProbe: boolean, retryAfterMs = 0) {
    const now = new Date()
    const environmentId = this.#environmentId
    this.#isFailing = true
    const row = await countFailure(this.#database.db, { environmentId, isProbe, retryAfterMs, now })
    if (!row?.openUntil) return
    this.#openUntil = row.openUntil.getTime()
    this.#endpoint = undefined
    await postponeEnvironment(this.#database.db, { transport: 'company_api', environmentId, until: row.openUntil })
    log.warn(
      { environmentId, failuresInRow: row.failuresInRow, until: row.openUntil },
      'company API keeps failing; requests are paused until then',
    )
  }

  async #answered(endpoint: Endpoint | undefined) {
    if (!this.#isFailing && !endpoint?.failuresInRow) return
    const environmentId = this.#environmentId
    this.#isFailing = false
    this.#openUntil = 0
    this.#endpoint = undefined
    await this.#database.db.transaction(async (db) => {
      if (!(await closeCircuit(db, { environmentId }))) return
      if ((await wakeEnvironment(db, { transport: 'company_api', environmentId })) > 0)
        await announce(db, { kind: 'due' })
    })
  }
}
