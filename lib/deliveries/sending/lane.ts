import type { Attempt } from '@/db/queries/sending/attempts'
import type { Sendable } from '@/db/queries/sending/sending'

/**
 * One process's share of one environment's queue. Sends up to a limit at once, and one at a time per conversation and
 * device. Each environment has its own lane, so that a slow one doesn't hold up the rest.
 */
export class Lane {
  readonly #waiting: Sendable[] = []
  readonly #underWay = new Map<string, Sendable>()
  readonly #busyKeys = new Set<string>()
  readonly #limit: () => number
  readonly #waitMs: () => number
  #timer: NodeJS.Timeout | undefined
  readonly #deliver: (delivery: Sendable) => Promise<Attempt>
  readonly #settle: (attempt: Attempt) => void
  readonly #follow: (follower: Sendable, first: Attempt) => Attempt | undefined

  constructor(options: {
    limit: () => number
    /** Milliseconds until the next delivery may start. Returning 0 uses up a turn. */
    waitMs: () => number
    deliver: (delivery: Sendable) => Promise<Attempt>
    settle: (attempt: Attempt) => void
    /** Decides what happens to a delivery after `first`, in the same conversation, was attempted. */
    follow: (follower: Sendable, first: Attempt) => Attempt | undefined
  }) {
    this.#limit = options.limit
    this.#waitMs = options.waitMs
    this.#deliver = options.deliver
    this.#settle = options.settle
    this.#follow = options.follow
  }

  get waiting() {
    return this.#waiting.length
  }

  get underWay() {
    return [...this.#underWay.values()]
  }

  has(id: string) {
    return this.#underWay.has(id) || this.#waiting.some((delivery) => delivery.id === id)
  }

  add(delivery: Sendable) {
    this.#waiting.push(delivery)
  }

  /** Removes and returns the deliveries that haven't started. */
  drain(): Sendable[] {
    clearTimeout(this.#timer)
    return this.#waiting.splice(0)
  }

  /** Starts every delivery that may start now. */
  run() {
    for (let index = 0; index < this.#waiting.length && this.#underWay.size < this.#limit(); ) {
      const delivery = this.#waiting[index]
      if (!delivery || this.#isHeldUp(delivery)) {
        index += 1
        continue
      }
      const waitMs = this.#waitMs()
      if (waitMs > 0) return this.#runIn(waitMs)
      this.#waiting.splice(index, 1)
      void this.#start(delivery)
    }
  }

  #runIn(ms: number) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.run(), ms)
  }

  #isHeldUp({ orderKey }: Sendable) {
    return orderKey !== null && this.#busyKeys.has(orderKey)
  }

  async #start(delivery: Sendable) {
    const { id, orderKey } = delivery
    this.#underWay.set(id, delivery)
    if (orderKey !== null) this.#busyKeys.add(orderKey)
    const attempt = await this.#deliver(delivery)
    this.#underWay.delete(id)
    if (orderKey !== null) this.#busyKeys.delete(orderKey)
    this.#settle(attempt)
    if (orderKey !== null) this.#holdFollowers(orderKey, attempt)
    this.run()
  }

  #holdFollowers(orderKey: string, first: Attempt) {
    for (const follower of this.#waiting.filter((waiting) => waiting.orderKey === orderKey)) {
      const held = this.#follow(follower, first)
      if (!held) continue
      this.#waiting.splice(this.#waiting.indexOf(follower), 1)
      this.#settle(held)
    }
  }
}
