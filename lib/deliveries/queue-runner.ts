import type { Database } from '@/db/client'
import { claimDue, deleteDue, giveBack, oldestDue } from '@/db/queries/due-deliveries'
import { loadSendables, type Sendable } from '@/db/queries/sending'
import type { Transport } from '@/db/schema/notifications'
import type { Gate } from '../apns/gate'
import { log } from '../log'
import { checkBeforeSending } from './check-before-sending'
import { Lane } from './lane'
import { RecentEnds } from './recent-ends'
import { isOpen, SendingGate } from './sending-gate'
import { isEnd, type Verdict, waits } from './verdict'

/** How one environment's deliveries leave. */
export type LaneRules = {
  limit(): number
  /** How long until the next may start, in milliseconds; 0 takes its turn. */
  waitMs?(now: number): number
  /** Undefined: its gate withdrew it. */
  deliver(delivery: Sendable, gate: Gate): Promise<Verdict | undefined>
  /** What a verdict changed can be read in the database from now on. */
  written?(verdict: Verdict): void
}

type Options = {
  database: Database
  transport: Transport
  /** Claimed at once. */
  batchMax: number
  rulesFor: (environmentId: string) => LaneRules
  claimed: (ids: string[]) => void
  released: (ids: string[]) => void
  settle: (verdict: Verdict) => void
}

const idleMsMax = 5_000
const fullLaneMs = 50
const errorMs = 1_000
/** What was read longer ago is read again just before it is sent. */
const freshMs = 1_000
/** The safety time of what follows in a conversation; the end before it wakes it sooner. */
const followMs = 2_000
const afterBugMs = 30_000

/** Claims what is due of one transport, and hands it to the lanes of the environments. */
export class QueueRunner {
  readonly #options: Options
  readonly #lanes = new Map<string, { lane: Lane; rules: LaneRules }>()
  readonly #recent = new RecentEnds()
  readonly #gate: SendingGate
  #isStopping = false
  #isWoken = false
  #wakeUp: (() => void) | undefined
  #sleepsUntil = 0
  #loop: Promise<void> | undefined
  /** Claims look from here on; nothing that waits is due before. */
  #since = new Date(0)

  constructor(options: Options) {
    this.#options = options
    this.#gate = new SendingGate(options.database)
  }

  start() {
    this.#loop = this.#run()
  }

  /** Something may be due. */
  wake() {
    this.#isWoken = true
    this.#wakeUp?.()
  }

  /** Tells the lanes, and is up in time for what went back into the queue. */
  written(verdicts: Verdict[]) {
    for (const verdict of verdicts) {
      if (verdict.delivery.transport !== this.#options.transport) continue
      this.#lanes.get(verdict.delivery.environmentId)?.rules.written?.(verdict)
      if (verdict.startAfter) this.#beUpAt(verdict.startAfter.getTime())
    }
  }

  #beUpAt(at: number) {
    if (at >= this.#sleepsUntil) return
    this.#sleepsUntil = at
    setTimeout(() => this.#wakeUp?.(), Math.max(1, at - Date.now())).unref()
  }

  underWay(): Sendable[] {
    return [...this.#lanes.values()].flatMap(({ lane }) => lane.underWay)
  }

  /** Those of them whose request has left. */
  out(): Sendable[] {
    return this.underWay().filter(({ id }) => this.#gate.isOut(id))
  }

  /** No more claims; what was not started goes back at once, for others to take. */
  async stop() {
    this.#isStopping = true
    this.#wakeUp?.()
    await this.#loop
    await this.#giveBack([...this.#lanes.values()].flatMap(({ lane }) => lane.drain()).map(({ id }) => id))
  }

  async #run() {
    while (!this.#isStopping) {
      this.#isWoken = false
      await this.#sleep(await this.#round())
    }
  }

  /** Gives how long nothing will be due. */
  async #round(): Promise<number> {
    const { database, transport, batchMax } = this.#options
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

  /** What was committed long after its time is due before what claims look at. */
  async lookBack() {
    const { database, transport } = this.#options
    const oldest = await oldestDue(database.db, { transport })
    if (!oldest || oldest >= this.#since) return
    this.#since = oldest
    this.wake()
  }

  /** Nothing of them was started: they go back, or their lease runs out. */
  async #letGo(ids: string[], error: unknown): Promise<never> {
    await this.#giveBack(ids)
    throw error
  }

  async #giveBack(ids: string[]) {
    const { database, released } = this.#options
    released(ids)
    await giveBack(database.db, { due: ids.map((id) => ({ id, dueAt: new Date() })) })
  }

  #sleep(ms: number) {
    if (this.#isWoken || this.#isStopping || ms === 0) return Promise.resolve()
    this.#sleepsUntil = Date.now() + ms
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
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
    const touched = new Set<Lane>()
    for (const delivery of open) {
      const lane = this.#laneOf(delivery.environmentId)
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

  #laneOf(environmentId: string): Lane {
    const known = this.#lanes.get(environmentId)
    if (known) return known.lane
    const rules = this.#options.rulesFor(environmentId)
    const lane = new Lane({
      limit: () => (this.#isStopping ? 0 : rules.limit()),
      waitMs: () => rules.waitMs?.(Date.now()) ?? 0,
      deliver: (delivery) => this.#deliver(delivery, rules),
      settle: (verdict) => this.#settle(verdict),
      follow: (follower, first) => (isEnd(first) ? undefined : waits(follower, first.startAfter ?? new Date())),
    })
    this.#lanes.set(environmentId, { lane, rules })
    return lane
  }

  #settle(verdict: Verdict) {
    this.#gate.returned(verdict.delivery.id)
    if (isEnd(verdict)) this.#recent.add(verdict.delivery.id)
    this.#options.settle(verdict)
  }

  async #deliver(loaded: Sendable, rules: LaneRules): Promise<Verdict> {
    try {
      const delivery = await this.#refreshed(loaded)
      const verdict = this.#check(loaded, delivery) ?? (delivery && (await rules.deliver(delivery, this.#gate)))
      return verdict ?? (await this.#withdrawn(loaded))
    } catch (error) {
      log.error({ err: error, deliveryId: loaded.id }, 'couldn’t send a delivery; retrying in 30 s')
      return waits(loaded, new Date(Date.now() + afterBugMs))
    }
  }

  /** Suppressed or removed since it was claimed: only its place in the queue is left to be given up. */
  #check(loaded: Sendable, delivery: Sendable | undefined): Verdict | undefined {
    if (!delivery || !isOpen(delivery)) return { delivery: loaded, reason: null }
    return checkBeforeSending(delivery, new Date())
  }

  /** If its reason has passed meanwhile, it is tried again. */
  async #withdrawn(loaded: Sendable): Promise<Verdict> {
    return this.#check(loaded, await this.#read(loaded)) ?? waits(loaded, new Date())
  }

  async #refreshed(loaded: Sendable): Promise<Sendable | undefined> {
    return Date.now() - loaded.loadedAt.getTime() < freshMs ? loaded : this.#read(loaded)
  }

  async #read({ id }: Sendable): Promise<Sendable | undefined> {
    const [fresh] = await loadSendables(this.#options.database.db, { ids: [id], now: new Date() })
    return fresh
  }
}
