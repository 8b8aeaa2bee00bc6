import { setTimeout as sleep } from 'node:timers/promises'
import { askAgainMs } from '@/lib/apns/transport/asked-jobs'
import type { Gate, Passage } from '@/lib/apns/transport/job'

/** Calls `go` while the request may leave; refuses with `Withdrawn` when it may not any more. */
export type Departure = (go: () => void) => Promise<void>

export class Withdrawn extends Error {}

type Asked = {
  deliveryId: string
  go: () => void
  resolve: (passage: Passage) => void
  reject: (error: unknown) => void
}

const askedMax = 250

/**
 * The requests of one endpoint, each of which asks the gate when its connection is open. One question at a time: what
 * comes meanwhile is in the next, so that many requests at once don't each cost a transaction.
 */
export class Departures {
  readonly #gate: Gate
  #waiting: Asked[] = []
  #isAsking = false

  constructor(gate: Gate) {
    this.#gate = gate
  }

  /** Of the request for this delivery. */
  of(deliveryId: string): Departure {
    return async (go) => {
      let passage = await this.#ask(deliveryId, go)
      while (passage === 'ask_again') {
        await sleep(askAgainMs)
        passage = await this.#ask(deliveryId, go)
      }
      if (passage === 'withdrawn') throw new Withdrawn()
    }
  }

  #ask(deliveryId: string, go: () => void): Promise<Passage> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ deliveryId, go, resolve, reject })
      if (!this.#isAsking) void this.#askAll()
    })
  }

  async #askAll() {
    this.#isAsking = true
    while (this.#waiting.length) await this.#askTogether(this.#waiting.splice(0, askedMax))
    this.#isAsking = false
  }

  async #askTogether(asked: Asked[]) {
    const ids = asked.map(({ deliveryId }) => deliveryId)
    try {
      await this.#gate.ask(ids, (passageOf) => {
        for (const one of asked) letGo(one, passageOf(one.deliveryId))
      })
    } catch (error) {
      // Those that were answered are on their way.
      for (const { reject } of asked) reject(error)
    }
  }
}

/** What is wrong with one request is no other's fault. */
function letGo({ go, resolve, reject }: Asked, passage: Passage) {
  try {
    if (passage === 'go') go()
    resolve(passage)
  } catch (error) {
    reject(error)
  }
}
