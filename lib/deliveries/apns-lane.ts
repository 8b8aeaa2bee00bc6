import type { Database } from '@/db/client'
import { hasAcceptedSince } from '@/db/queries/outcomes'
import type { Sendable } from '@/db/queries/sending'
import type { Gate } from '../apns/gate'
import type { ApnsRequest, Outcome } from '../apns/outcome'
import { log } from '../log'
import { apnsPushOf, shownRequest } from './apns-push'
import type { Decision } from './decide'
import type { LaneRules } from './queue-runner'
import { resumeEnvironment } from './resume-environment'
import type { SendOutcome } from './send-outcome'
import { type Verdict, waits } from './verdict'
import { verdictOf } from './verdict-of'

/** What is needed of an environment's connection to APNs. */
export type ApnsConnection =
  | { transport: { send(push: ApnsRequest, gate: Gate): Promise<Outcome> }; origin: string }
  | { missing: 'no_credential' | 'no_simulator' }
export type ConnectApns = (environmentId: string) => Promise<ApnsConnection>

const atOnceMax = 1000
const elsewhereMs = 3_000
const lookAgainMs = 1_000
const throttledMax = 1_000
const probeMsMin = 15_000
const probeMsMax = 5 * 60_000

/** One environment's pushes. While its key or topic is refused the queue waits, and one push now and then tries again. */
export class ApnsLaneRules implements LaneRules {
  readonly #database: Database
  readonly #environmentId: string
  readonly #connect: ConnectApns
  /** Until APNs has taken the key once, one push at a time finds out. */
  #isTrusted = false
  /** Devices that get too many pushes, and until when nothing more goes to them; new messages come meanwhile. */
  readonly #throttled = new Map<string, number>()
  #blocked: { reason: string; shownFrom: number | undefined; probeAt: number; probeMs: number } | undefined

  constructor(database: Database, environmentId: string, connect: ConnectApns) {
    this.#database = database
    this.#environmentId = environmentId
    this.#connect = connect
  }

  limit() {
    return this.#isTrusted ? atOnceMax : 1
  }

  async deliver(delivery: Sendable, gate: Gate): Promise<Verdict | undefined> {
    const held = this.#hold(delivery) ?? this.#throttle(delivery)
    if (held) return held
    const startedAt = new Date()
    const push = apnsPushOf(delivery)
    const connection = await this.#connect(this.#environmentId)
    // It runs in the server's process: another worker than this one can send.
    if ('missing' in connection && connection.missing === 'no_simulator')
      return waits(delivery, new Date(Date.now() + elsewhereMs), 'no_simulator')
    const request = shownRequest(push, 'origin' in connection ? connection.origin : '')
    const outcome: SendOutcome =
      'missing' in connection
        ? { kind: 'transport', processed: 'no', code: connection.missing }
        : await connection.transport.send(push, gate)
    if (outcome.kind === 'transport' && outcome.code === 'withdrawn') return undefined
    // Its connection was given up before it went out: that is no attempt.
    if (outcome.kind === 'transport' && outcome.code === 'closed') return waits(delivery, new Date())
    const verdict = verdictOf(
      delivery,
      { outcome, exchange: { request, responseHeaders: headersOf(outcome) } },
      startedAt,
    )
    if (verdict.decision.isEnvironmentFault) return this.#environmentFault(delivery, verdict)
    if (verdict.decision.isDeviceThrottled) this.#remember(delivery, verdict)
    if (verdict.attempt?.status != null) this.#isTrusted = true
    if (verdict.state === 'accepted') await this.#accepted(delivery)
    return verdict
  }

  /** Undefined when it may go: the environment is not blocked, or this one is the probe. */
  #hold(delivery: Sendable): Verdict | undefined {
    const now = Date.now()
    const { blockedReason } = delivery.environment
    const loadedAt = delivery.loadedAt.getTime()
    // Repaired: the row was read after the block was written, and shows none.
    if (!blockedReason && this.#blocked?.shownFrom && loadedAt > this.#blocked.shownFrom) this.#blocked = undefined
    if (!this.#blocked && blockedReason) this.#block(blockedReason, now, loadedAt)
    if (!this.#blocked) return undefined
    if (now < this.#blocked.probeAt) {
      // A row without the block was read before it was written, or after it was repaired: soon it can be told.
      const until = blockedReason ? this.#blocked.probeAt : Math.min(this.#blocked.probeAt, now + lookAgainMs)
      return { ...waits(delivery, new Date(until), this.#blocked.reason), waitsForRepair: true }
    }
    this.#blocked.probeMs = Math.min(this.#blocked.probeMs * 2, probeMsMax)
    this.#blocked.probeAt = now + this.#blocked.probeMs
    return undefined
  }

  #throttle(delivery: Sendable): Verdict | undefined {
    const until = delivery.deviceId && this.#throttled.get(delivery.deviceId)
    return until && until > Date.now() ? waits(delivery, new Date(until)) : undefined
  }

  #remember({ deviceId }: Sendable, { startAfter }: Verdict) {
    if (!deviceId || !startAfter) return
    if (this.#throttled.size >= throttledMax)
      for (const [id, until] of this.#throttled) if (until <= Date.now()) this.#throttled.delete(id)
    this.#throttled.set(deviceId, startAfter.getTime())
  }

  written(verdict: Verdict) {
    if (verdict.decision?.isEnvironmentFault && this.#blocked) this.#blocked.shownFrom ??= Date.now()
  }

  #block(reason: string, now: number, shownFrom?: number) {
    this.#isTrusted = false
    this.#blocked ??= { reason, shownFrom, probeMs: probeMsMin, probeAt: now + probeMsMin }
  }

  async #environmentFault(delivery: Sendable, verdict: Verdict & { decision: Decision }): Promise<Verdict> {
    const { reason } = verdict.decision
    if (await this.#isDeviceOwnFault(delivery, reason)) {
      const decision = { ...verdict.decision, state: 'failed' as const, isEnvironmentFault: false, nextAttemptAt: null }
      return { ...verdict, decision, state: 'failed', startAfter: undefined }
    }
    const wasBlocked = this.#blocked !== undefined
    this.#block(reason ?? 'refused', Date.now())
    if (!wasBlocked)
      log.warn(
        { environmentId: this.#environmentId, reason },
        'APNs refuses this environment: its queue waits for a repair',
      )
    const { startAfter } = waits(delivery, new Date(this.#blocked?.probeAt ?? Date.now()))
    return { ...verdict, startAfter, waitsForRepair: true }
  }

  /** One device of another app must not hold up everybody: once others have been accepted, the fault is its own. */
  async #isDeviceOwnFault(delivery: Sendable, reason: string | null) {
    if (reason !== 'DeviceTokenNotForTopic' || delivery.attemptCount === 0) return false
    return hasAcceptedSince(this.#database.db, { environmentId: this.#environmentId, since: delivery.createdAt })
  }

  async #accepted(delivery: Sendable) {
    if (!this.#blocked && !delivery.environment.blockedReason) return
    this.#blocked = undefined
    await this.#database.db.transaction((db) => resumeEnvironment(db, { environmentId: this.#environmentId }))
    log.info({ environmentId: this.#environmentId }, 'APNs accepts pushes of this environment again: its queue goes on')
  }
}

function headersOf(outcome: SendOutcome): Record<string, string> {
  if (outcome.kind !== 'response') return {}
  return {
    ...(outcome.apnsId !== undefined && { 'apns-id': outcome.apnsId }),
    ...(outcome.uniqueId !== undefined && { 'apns-unique-id': outcome.uniqueId }),
    ...(outcome.retryAfterMs !== undefined && { 'retry-after': String(Math.ceil(outcome.retryAfterMs / 1000)) }),
  }
}
