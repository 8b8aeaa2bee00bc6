import type { Database } from '@/db/client'
import { hasAcceptedSince } from '@/db/queries/outcomes'
import type { Sendable } from '@/db/queries/sending'
import type { Gate } from '../apns/gate'
import type { ApnsRequest, Outcome } from '../apns/outcome'
import { log } from '../log'
import { apnsPushOf, shownRequest } from './apns-push'
import type { Decision } from './decide'
import { EnvironmentHold, type ProbePace } from './environment-hold'
import { canBeOwn, endsHold, isAboutTopic } from './hold-scope'
import type { LaneRules } from './queue-runner'
import type { SendOutcome } from './send-outcome'
import { endOf, type Verdict, waits } from './verdict'
import { verdictOf } from './verdict-of'

/** What is needed of an environment's connection to APNs. */
export type ApnsConnection =
  | { transport: { send(push: ApnsRequest, gate: Gate): Promise<Outcome> }; origin: string }
  | { missing: 'no_credential' | 'no_simulator' }
export type ConnectApns = (environmentId: string) => Promise<ApnsConnection>

const atOnceMax = 1000
const elsewhereMs = 3_000
const throttledMax = 1_000

/** One environment's pushes. While its key or topic is refused the queue waits, and one push now and then tries again. */
export class ApnsLaneRules implements LaneRules {
  readonly #database: Database
  readonly #environmentId: string
  readonly #connect: ConnectApns
  readonly #hold: EnvironmentHold
  /** Until APNs has taken the key once, one push at a time finds out. */
  #isTrusted = false
  /** Devices that get too many pushes, and until when nothing more goes to them; new messages come meanwhile. */
  readonly #throttled = new Map<string, number>()
  /** The latest topic that APNs accepted, and two of the devices. */
  #proven: { topic: string; addresses: string[] } | undefined

  constructor(given: { database: Database; environmentId: string; connect: ConnectApns; pace?: ProbePace }) {
    this.#database = given.database
    this.#environmentId = given.environmentId
    this.#connect = given.connect
    this.#hold = new EnvironmentHold(given.pace)
  }

  limit() {
    return this.#isTrusted ? atOnceMax : 1
  }

  async deliver(delivery: Sendable, gate: Gate): Promise<Verdict | undefined> {
    const held = this.#hold.waitOf(delivery, Date.now())
    if (held) return { ...waits(delivery, held.until, held.reason), waitsForRepair: true }
    const throttled = this.#throttle(delivery)
    if (throttled) return throttled
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
    if (verdict.decision.isEnvironmentFault) return this.#refused(delivery, push.topic, verdict)
    if (verdict.decision.isDeviceThrottled) this.#remember(delivery, verdict)
    if (verdict.attempt?.status != null) this.#isTrusted = true
    if (verdict.state === 'accepted') this.#accepted(delivery, push.topic)
    return verdict
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
    if (verdict.decision?.isEnvironmentFault) this.#hold.shown()
    const reason = this.#hold.reason
    if (reason && verdict.attempt && endsHold(verdict, reason)) this.#hold.ended(endOf(verdict.attempt).getTime())
  }

  async #refused(delivery: Sendable, topic: string, verdict: Verdict & { decision: Decision }): Promise<Verdict> {
    const reason = verdict.decision.reason ?? 'refused'
    const { id, deviceId, address } = delivery
    if (await this.#isOwnFault(delivery, topic, reason)) {
      const decision = { ...verdict.decision, state: 'failed' as const, isEnvironmentFault: false, nextAttemptAt: null }
      return { ...verdict, decision, state: 'failed', startAfter: undefined }
    }
    this.#isTrusted = false
    const { again, probeAt, isNew } = this.#hold.refuse(reason, address, Date.now())
    if (isNew)
      log.warn(
        { environmentId: this.#environmentId, reason, deliveryId: id, deviceId },
        canBeOwn(reason)
          ? 'APNs rejects one device of this environment; its pushes wait until another device was tried'
          : 'APNs rejects this environment; its queue is on hold',
      )
    return { ...verdict, startAfter: waits(delivery, again).startAfter, waitsForRepair: true, probeAt }
  }

  /** A device of another app, or a push type that the app does not have, must not hold up everybody. */
  async #isOwnFault({ address, environment, createdAt }: Sendable, topic: string, reason: string) {
    if (isAboutTopic(reason) && topic !== environment.bundleId) return true
    if (!canBeOwn(reason)) return false
    if (this.#proven?.topic === topic && this.#proven.addresses.some((other) => other !== address)) return true
    const environmentId = this.#environmentId
    return hasAcceptedSince(this.#database.db, { environmentId, since: createdAt, except: address })
  }

  #accepted({ address }: Sendable, topic: string) {
    const others = this.#proven?.topic === topic ? this.#proven.addresses.filter((one) => one !== address) : []
    this.#proven = { topic, addresses: [...others.slice(-1), address] }
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
