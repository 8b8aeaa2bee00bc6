import type { Database } from '@/db/client'
import type { Attempt } from '@/db/queries/sending/attempts'
import { claimDue, deleteDue, giveBackDue, oldestDue } from '@/db/queries/sending/due-deliveries'
import { loadSendables, type Sendable } from '@/db/queries/sending/sending'
import type { Transport } from '@/db/schema/notifications'
import type { Gate } from '@/lib/apns/transport/job'
import { isEnd, waits } from '@/lib/deliveries/attempts/attempt'
import { checkBeforeSending } from '@/lib/deliveries/suppression'
import { log } from '@/lib/log'
import type { Trace } from '@/lib/trace'
import { beginAttempt, endAttempt } from '@/lib/tracing/tracing'
import { freshSendable, readSendable } from './fresh-sendable'
import { Lane } from './lane'
import { LightSleep } from './light-sleep'
import { RecentEnds } from './recent-ends'
import { isOpen, SendingGate } from './sending-gate'

/** How one environment's deliveries are sent. */
export type LaneRules = {
  /** Resolves once the settings that the limits depend on are loaded. */
  ready?(): Promise<unknown>
  limit(): number
  /** Milliseconds until the next delivery may start. Returning 0 uses up a turn. */
  waitMs?(now: number): number
  /** Resolves to undefined if the gate withdrew the delivery. */
  deliver(delivery: Sendable, trace: Trace): Promise<Attempt | undefined>
  /** Called after the attempt's changes are committed. */
  written?(attempt: Attempt): void
}

type Options = {
  database: Database
  transport: Transport
  /** The most deliveries per claim. */
  batchMax: number
  /** The rules ask `gate` before a request leaves. */
  rulesFor: (environmentId: string, gate: Gate) => LaneRules
  claimed: (ids: string[]) => void
  released: (ids: string[]) => void
  settle: (attempt: Attempt) => void
  /** How many attempts are not written yet. */
  unwritten: () => number
}

const idleMsMax = 5_000
const fullLaneMs = 50
/** With this many attempts to write, nothing more is claimed. If this process is killed, they are sent again. */
const unwrittenMax = 2_500
const unwrittenMs = 5
const errorMs = 1_000
/** How long a delivery waits for the one before it in its conversation. The end of that one wakes it sooner. */
const followMs = 2_000
const afterBugMs = 30_000

/** Claims one transport's due deliveries, and hands each to its environment's lane. */
export class QueueRunner {
  readonly #options: Options
  readonly #lanes = new Map<string, { lane: Lane; rules: LaneRules }>()
  readonly #recent = new RecentEnds()
  readonly #gate: SendingGate
  #isStopping = false
  readonly #sleep = new LightSleep()
  #loop: Promise<void> | undefined
  /** Claims scan from this due time on; no waiting delivery is due earlier. */
  #since = new Date(0)

  constructor(options: Options) {
    this.#options = options
    this.#gate = new SendingGate(options.database)
  }

  start() {
    this.#loop = this.#run()
  }

  /** Looks for due deliveries now. */
  wake() {
    this.#sleep.wake()
  }

  /** Tells the lanes about committed attempts, and wakes in time for deliveries that went back into the queue. */
  written(attempts: Attempt[]) {
    for (const attempt of attempts) {
      if (attempt.delivery.transport !== this.#options.transport) continue
      this.#lanes.get(attempt.delivery.environmentId)?.rules.written?.(attempt)
      if (attempt.startAfter) this.#sleep.endBy(attempt.startAfter.getTime())
    }
  }

  underWay(): Sendable[] {
    return [...this.#lanes.values()].flatMap(({ lane }) => lane.underWay)
  }

  /** Deliveries under way whose request has left. */
  out(): Sendable[] {
    return this.underWay().filter(({ id }) => this.#gate.isOut(id))
  }

  /** Stops claiming, and returns deliveries that haven't started, so that other workers can take them at once. */
  async stop() {
    this.#isStopping = true
    this.#sleep.wake()
    await this.#loop
    await this.#giveBack([...this.#lanes.values()].flatMap(({ lane }) => lane.drain()).map(({ id }) => id))
  }

  async #run() {
    while (!this.#isStopping) {
      this.#sleep.forget()
      await this.#sleep.for(await this.#round())
    }
  }

  /** Claims once. Returns how many milliseconds to wait before the next claim. */
  async #round(): Promise<number> {
    const { database, transport, batchMax, unwritten } = this.#options
    if (unwritten() >= unwrittenMax) return unwrittenMs
    try {
      const except = this.#fullLanes()
      const { ids, nextMs, since } = await claimDue(database.db, {
        transport,
        limit: batchMax,
        except,
        since: this.#since,
      })
      this.#since = since
      if (ids.length) {
        this.#options.claimed(ids)
        await this.#take(ids).catch((error: unknown) => this.#letGo(ids, error))
      }
      if (ids.length === batchMax) return 0
      return Math.min(Math.max(nextMs ?? idleMsMax, 1), except.length ? fullLaneMs : idleMsMax)
    } catch (error) {
      log.error({ err: error, transport }, 'couldn’t read the queue; retrying in 1 s')
      return errorMs
    }
  }

  /** Finds deliveries that were committed long after their due time, which claims no longer reach. */
  async lookBack() {
    const { database, transport } = this.#options
    const oldest = await oldestDue(database.db, { transport })
    if (!oldest || oldest >= this.#since) return
    this.#since = oldest
    this.wake()
  }

  /** Returns deliveries that never started. If that fails too, their lease expires. */
  async #letGo(ids: string[], error: unknown): Promise<never> {
    await this.#giveBack(ids)
    throw error
  }

  async #giveBack(ids: string[]) {
    const { database, released } = this.#options
    released(ids)
    await giveBackDue(database.db, { due: ids.map((id) => ({ id, dueAt: new Date() })) })
  }

  #fullLanes() {
    const { batchMax } = this.#options
    return [...this.#lanes].flatMap(([environmentId, { lane }]) => (lane.waiting >= batchMax ? [environmentId] : []))
  }

  async #take(ids: string[]) {
    const { database } = this.#options
    const rows = await loadSendables(database.db, { ids, now: new Date() })
    const open = rows.filter(isOpen)
    const openIds = new Set(open.map(({ id }) => id))
    const over = ids.filter((id) => !openIds.has(id))
    await deleteDue(database.db, { ids: over })
    this.#options.released(over)
    for (const environmentId of new Set(open.map((delivery) => delivery.environmentId)))
      await this.#entryOf(environmentId).rules.ready?.()
    const touched = new Set<Lane>()
    for (const delivery of open) {
      const { lane } = this.#entryOf(delivery.environmentId)
      if (this.#mustWait(delivery, lane)) {
        this.#settle(waits(delivery, new Date(Date.now() + followMs)))
        continue
      }
      lane.add(delivery)
      touched.add(lane)
    }
    for (const lane of touched) lane.run()
  }

  #mustWait({ predecessorId }: Sendable, lane: Lane) {
    return predecessorId !== null && !lane.has(predecessorId) && !this.#recent.has(predecessorId)
  }

  #entryOf(environmentId: string): { lane: Lane; rules: LaneRules } {
    const known = this.#lanes.get(environmentId)
    if (known) return known
    const rules = this.#options.rulesFor(environmentId, this.#gate)
    const lane = new Lane({
      limit: () => (this.#isStopping ? 0 : rules.limit()),
      waitMs: () => rules.waitMs?.(Date.now()) ?? 0,
      deliver: (delivery) => this.#deliver(delivery, rules),
      settle: (attempt) => this.#settle(attempt),
      follow: (follower, first) => (isEnd(first) ? undefined : waits(follower, first.startAfter ?? new Date())),
    })
    const entry = { lane, rules }
    this.#lanes.set(environmentId, entry)
    return entry
  }

  #settle(attempt: Attempt) {
    this.#gate.returned(attempt.delivery.id)
    if (isEnd(attempt)) this.#recent.add(attempt.delivery.id)
    this.#options.settle(attempt)
  }

  async #deliver(loaded: Sendable, rules: LaneRules): Promise<Attempt> {
    try {
      const delivery = await freshSendable(this.#options.database.db, loaded)
      const attempt = this.#check(loaded, delivery) ?? (delivery && (await this.#send(delivery, rules)))
      return attempt ?? (await this.#withdrawn(loaded))
    } catch (error) {
      log.error(
        { err: error, deliveryId: loaded.id, traceId: loaded.traceId ?? undefined },
        'couldn’t send a delivery; retrying in 30 s',
      )
      return waits(loaded, new Date(Date.now() + afterBugMs))
    }
  }

  async #send(delivery: Sendable, rules: LaneRules): Promise<Attempt | undefined> {
    const span = beginAttempt(delivery)
    const attempt = await rules.deliver(delivery, span.trace)
    endAttempt(span, attempt)
    return attempt
  }

  /** A delivery that was suppressed or removed after its claim only has its place in the queue to give up. */
  #check(loaded: Sendable, delivery: Sendable | undefined): Attempt | undefined {
    if (!delivery || !isOpen(delivery)) return { delivery: loaded, reason: null }
    return checkBeforeSending(delivery, new Date())
  }

  /** Retries at once if the reason for withdrawing the delivery no longer applies. */
  async #withdrawn(loaded: Sendable): Promise<Attempt> {
    return this.#check(loaded, await readSendable(this.#options.database.db, loaded.id)) ?? waits(loaded, new Date())
  }
}
