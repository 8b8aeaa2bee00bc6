import { setTimeout as sleep } from 'node:timers/promises'
import { askAgainMs } from '@/lib/apns/transport/asked-jobs'
import type { Gate, Passage } from '@/lib/apns/transport/job'

/** Calls `go` while the request may leave; refuses with `Withdrawn` when it may not any more. */
export type Departure = (go: () => void) => Promise<void>

export class Withdrawn extends Error {}

/** Through the gate of the delivery that the request is for. */
export const departureOf =
  (deliveryId: string, gate: Gate): Departure =>
  async (go) => {
    let passage = await askOnce(deliveryId, gate, go)
    while (passage === 'ask_again') {
      await sleep(askAgainMs)
      passage = await askOnce(deliveryId, gate, go)
    }
    if (passage === 'withdrawn') throw new Withdrawn()
  }

function askOnce(deliveryId: string, gate: Gate, go: () => void): Promise<Passage> {
  return new Promise((resolve, reject) => {
    gate
      .ask([deliveryId], (passageOf) => {
        const passage = passageOf(deliveryId)
        if (passage === 'go') go()
        resolve(passage)
      })
      .catch(reject)
  })
}
