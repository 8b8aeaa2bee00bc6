import { announce } from '@/db/changes'
import type { Database } from '@/db/client'
import { closeCircuit, countFailure, failuresBeforeOpen, takeProbe } from '@/db/queries/circuit'
import { findEndpoint } from '@/db/queries/endpoint-settings'
import { postponeEnvironment, wakeEnvironment } from '@/db/queries/postponing'
import type { Sendable } from '@/db/queries/sending'
import type { Gate } from '../apns/gate'
import type { Endpoint } from '../company-api/company-request'
import { departureOf } from '../company-api/departure'
import { sendToCompany } from '../company-api/send'
import { templateValuesOf } from '../company-api/template-values'
import { log } from '../log'
import { Pace } from './pace'
import type { LaneRules } from './queue-runner'
import { type Verdict, waits } from './verdict'
import { verdictOf } from './verdict-of'

const atOnceMax = 16
const tooManyRequests = 429
const endpointMsMax = 1_000
/** A probe of another worker is back by then. */
const probeWaitMs = 15_000

/**
 * One company's API: a bounded number of requests at once, as fast as it takes them, and a rest after five failures in a
 * row. A 429 is no failure: it only says how fast.
 */
export class CompanyLaneRules implements LaneRules {
  readonly #database: Database
  readonly #environmentId: string
  #endpoint: { row: Promise<Endpoint | undefined>; readAt: number } | undefined
  readonly #pace = new Pace()
  #openUntil = 0
  #isFailing = false

  constructor(database: Database, environmentId: string) {
    this.#database = database
    this.#environmentId = environmentId
  }

  limit() {
    return atOnceMax
  }

  waitMs(now: number) {
    return this.#pace.waitMs(now)
  }

  async deliver(delivery: Sendable, gate: Gate): Promise<Verdict | undefined> {
    const endpoint = await this.#current()
    const pass = await this.#pass(endpoint)
    if (pass.kind === 'wait') return waits(delivery, pass.until, 'circuit_open')
    const startedAt = new Date()
    const sent = await sendToCompany(
      endpoint,
      { deliveryId: delivery.id, values: templateValuesOf(delivery), now: startedAt },
      departureOf(delivery.id, gate),
    )
    if (sent.outcome.kind === 'transport' && sent.outcome.code === 'withdrawn') return undefined
    const verdict = verdictOf(delivery, sent, startedAt)
    const retryAfterMs = sent.outcome.kind === 'response' ? sent.outcome.retryAfterMs : undefined
    const answered = { sentAt: startedAt.getTime(), now: Date.now() }
    if (verdict.attempt?.status === tooManyRequests) {
      this.#pace.refused(answered, retryAfterMs)
      if (pass.isProbe) await this.#answered(endpoint)
    } else if (verdict.state === 'retrying') {
      await this.#failed(pass.isProbe, retryAfterMs)
    } else if (sent.outcome.kind === 'response') {
      this.#pace.accepted(answered)
      await this.#answered(endpoint)
    }
    return verdict
  }

  /** Read again every second: what another worker or a staff member changed counts soon. */
  #current() {
    if (!this.#endpoint || Date.now() - this.#endpoint.readAt > endpointMsMax)
      this.#endpoint = {
        row: findEndpoint(this.#database.db, { environmentId: this.#environmentId }),
        readAt: Date.now(),
      }
    return this.#endpoint.row
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
    // Closed meanwhile, or the probe is another's.
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
