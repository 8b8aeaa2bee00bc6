import type { Database } from '@/db/client'
import type { Answer, Attempt } from '@/db/queries/sending/attempts'
import { hasAcceptedSince } from '@/db/queries/sending/holds'
import type { Sendable } from '@/db/queries/sending/sending'
import type { ApnsRequest } from '@/lib/apns/transport/apns-request'
import type { Gate } from '@/lib/apns/transport/job'
import { attemptOf, endOf, isOfEnvironment, type Rejection, waits } from '@/lib/deliveries/attempts/attempt'
import { EnvironmentHold, type ProbePace } from '@/lib/deliveries/attempts/environment-hold'
import { canBeOwn, endsHold, isAboutTopic } from '@/lib/deliveries/attempts/hold-scope'
import { log } from '@/lib/log'
import { apnsPushOf, shownRequest } from './apns-push'
import type { LaneRules } from './queue-runner'

type ApnsSender = { send(push: ApnsRequest, gate: Gate): Promise<Answer>; readonly streamsMax: number }
/** The parts of an environment's APNs connection that its lane needs. */
export type ApnsConnection = { transport: ApnsSender; origin: string } | { missing: 'no_credential' | 'no_simulator' }
export type ConnectApns = (environmentId: string) => Promise<ApnsConnection>

const atOnceMax = 1000
const elsewhereMs = 3_000
const throttledMax = 1_000

/** Sends one environment's pushes. While APNs rejects its key or topic, the queue is on hold, except for probes. */
export class ApnsLaneRules implements LaneRules {
  readonly #database: Database
  readonly #environmentId: string
  readonly #gate: Gate
  readonly #connect: ConnectApns
  readonly #hold: EnvironmentHold
  /** Until APNs has accepted the key once, pushes go one at a time. */
  #isTrusted = false
  #transport: ApnsSender | undefined
  /** Devices that APNs throttles, and when each may get its next push. New messages for them wait as well. */
  readonly #throttled = new Map<string, number>()
  /** The topic that APNs accepted last, and up to two device tokens that it accepted for it. */
  #proven: { topic: string; addresses: string[] } | undefined

  constructor(given: {
    database: Database
    environmentId: string
    gate: Gate
    connect: ConnectApns
    pace?: ProbePace
  }) {
    this.#database = given.database
    this.#environmentId = given.environmentId
    this.#gate = given.gate
    this.#connect = given.connect
    this.#hold = new EnvironmentHold(given.pace)
  }

  limit() {
    if (!this.#isTrusted) return 1
    // More would wait for a stream here, where no other worker can send them.
    return Math.min(this.#transport?.streamsMax || atOnceMax, atOnceMax)
  }

  async deliver(delivery: Sendable): Promise<Attempt | undefined> {
    const held = this.#hold.waitOf(delivery, Date.now())
    if (held) return { ...waits(delivery, held.until, held.reason), isOnHold: true }
    const throttled = this.#throttle(delivery)
    if (throttled) return throttled
    const askedAt = new Date()
    const push = apnsPushOf(delivery)
    const connection = await this.#connect(this.#environmentId)
    const isMissing = 'missing' in connection
    // The simulator runs in the server's process, so another worker may be able to send.
    if (isMissing && connection.missing === 'no_simulator')
      return waits(delivery, new Date(Date.now() + elsewhereMs), 'no_simulator')
    if (!isMissing) this.#transport = connection.transport
    const came: Answer = isMissing
      ? { outcome: 'not_sent', status: null, reason: connection.missing }
      : await connection.transport.send(push, this.#gate)
    if (came.outcome === 'not_sent' && came.reason === 'withdrawn') return undefined
    // The transport closed before the request left, so no attempt was made.
    if (came.outcome === 'not_sent' && came.reason === 'closed') return waits(delivery, new Date())
    const request = shownRequest(push, isMissing ? '' : connection.origin)
    const { sentAt: startedAt = askedAt } = came
    const answer = { ...came, request, startedAt, durationMs: Date.now() - startedAt.getTime() }
    if (isOfEnvironment(answer))
      return attemptOf(delivery, answer, {
        rejection: await this.#rejected(delivery, push.topic, answer.reason ?? 'refused'),
      })
    const attempt = attemptOf(delivery, answer)
    if (attempt.isDeviceThrottled) this.#remember(attempt)
    if (answer.status !== null) this.#isTrusted = true
    if (attempt.state === 'accepted') this.#accepted(delivery, push.topic)
    return attempt
  }

  #throttle(delivery: Sendable): Attempt | undefined {
    const until = delivery.deviceId && this.#throttled.get(delivery.deviceId)
    return until && until > Date.now() ? waits(delivery, new Date(until)) : undefined
  }

  #remember({ delivery: { deviceId }, startAfter }: Attempt) {
    if (!deviceId || !startAfter) return
    if (this.#throttled.size >= throttledMax)
      for (const [id, until] of this.#throttled) if (until <= Date.now()) this.#throttled.delete(id)
    this.#throttled.set(deviceId, startAfter.getTime())
  }

  written(attempt: Attempt) {
    if (attempt.holds) this.#hold.shown()
    const reason = this.#hold.reason
    if (reason && attempt.answer && endsHold(attempt, reason)) this.#hold.ended(endOf(attempt.answer).getTime())
  }

  async #rejected(delivery: Sendable, topic: string, reason: string): Promise<Rejection> {
    const { id, deviceId, address } = delivery
    if (await this.#isOwnFault(delivery, topic, reason)) return 'own'
    this.#isTrusted = false
    const { isNew, ...rejection } = this.#hold.refuse(reason, address, Date.now())
    if (isNew)
      log.warn(
        { environmentId: this.#environmentId, reason, deliveryId: id, deviceId },
        canBeOwn(reason)
          ? 'APNs rejects one device of this environment; its pushes wait until another device was tried'
          : 'APNs rejects this environment; its queue is on hold',
      )
    return rejection
  }

  /** A token of another app, or a push type that the app doesn't support, must not hold up all other devices. */
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
