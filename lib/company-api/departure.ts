import { setTimeout as sleep } from 'node:timers/promises'
import { askAgainMs } from '@/lib/apns/transport/asked-jobs'
import type { Gate, Passage } from '@/lib/apns/transport/job'

/** Calls `go` while the request may be sent. Rejects with `Withdrawn` if it may no longer be sent. */
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
 * Asks the gate about the requests of one endpoint, each when its connection is open. Asks one question at a time;
 * later requests share the next one, so that concurrent requests don't each cost a transaction.
 */
export class Departures {
  readonly #gate: Gate
  #waiting: Asked[] = []
  #isAsking = false

  constructor(gate: Gate) {
    this.#gate = gate
  }

  /** The departure of this delivery's request. */
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
      // Requests that already got their answer are settled, so this doesn't affect them.
      for (const { reject } of asked) reject(error)
    }
  }
}

/** An error in one request must not affect the others. */
function letGo({ go, resolve, reject }: Asked, passage: Passage) {
  try {
    if (passage === 'go') go()
    resolve(passage)
  } catch (error) {
    reject(error)
  }
}
