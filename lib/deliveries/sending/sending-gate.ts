import type { Database } from '@/db/client'
import { markRequests } from '@/db/queries/sending/due-deliveries'
import { holdForSending } from '@/db/queries/sending/sending'
import type { Gate } from '@/lib/apns/transport/job'
import { whyNotToSend } from '@/lib/deliveries/suppression'

/** Checks that a delivery may still go out, just before each of its requests leaves. */
export class SendingGate implements Gate {
  readonly #database: Database
  readonly #out = new Set<string>()

  constructor(database: Database) {
    this.#database = database
  }

  /** Tells whether the delivery's request has left and has no result yet. */
  isOut(id: string) {
    return this.#out.has(id)
  }

  returned(id: string) {
    this.#out.delete(id)
  }

  /** Keeps the rows locked while `answer` runs, so that no recall is confirmed in between. */
  async ask(ids: string[], answer: Parameters<Gate['ask']>[1]) {
    await markRequests(this.#database.db, { ids })
    let isAnswered = false
    await this.#database.db.transaction(async (db) => {
      // A transaction may be retried, but a request that has left can't be.
      if (isAnswered) return
      const now = new Date()
      const held = new Map((await holdForSending(db, { ids, now })).map((row) => [row.id, row]))
      isAnswered = true
      answer((id) => {
        const delivery = held.get(id)
        if (!delivery) return 'ask_again'
        if (!isOpen(delivery) || whyNotToSend(delivery, now)) return 'withdrawn'
        this.#out.add(id)
        return 'go'
      })
    })
  }
}

export const isOpen = ({ state }: { state: string }) =>
  state === 'queued' || state === 'sending' || state === 'retrying'
