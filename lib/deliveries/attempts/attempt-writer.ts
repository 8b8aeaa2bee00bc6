import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@/db/client'
import type { Attempt } from '@/db/queries/sending/attempts'
import { writeInHalves } from '@/lib/flow/in-halves'
import { log } from '@/lib/log'
import { isEnd } from './attempt'
import { noteAcceptances, recordAttempts } from './record-attempts'

const batchMax = 500
/** Gathers what comes together; alone, one waits no longer than this. */
const gatherMs = 5
const againMsMin = 250
const againMsMax = 5_000

/**
 * Writes attempts in batches, one batch at a time, until each is written: what was sent must not be forgotten. One that
 * the database refuses is ended without its details, and holds up no other.
 */
export class AttemptWriter {
  readonly #database: Database
  readonly #written: (attempts: Attempt[]) => void
  #pending: Attempt[] = []
  #writing: Attempt[] = []
  /** Refused even without their details: they wait for someone to mend the database, outside of the queue. */
  readonly #stuck = new Set<Attempt>()
  #running: Promise<void> | undefined

  constructor(database: Database, written: (attempts: Attempt[]) => void) {
    this.#database = database
    this.#written = written
  }

  get pending() {
    return this.#pending.length + this.#writing.length + this.#stuck.size
  }

  add(attempt: Attempt) {
    this.#pending.push(attempt)
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
  }

  async settled() {
    while (this.#running) await this.#running
  }

  async #run() {
    let againMs = againMsMin
    while (this.#pending.length) {
      await sleep(gatherMs)
      this.#writing = this.#pending.splice(0, batchMax)
      const left = await this.#write(this.#writing)
      this.#writing = []
      if (left.length === 0) {
        againMs = againMsMin
        continue
      }
      this.#pending.unshift(...left)
      await sleep(againMs)
      againMs = Math.min(againMs * 2, againMsMax)
    }
  }

  /** Gives back what the database does not take at the moment. */
  async #write(batch: Attempt[]): Promise<Attempt[]> {
    const unwritten = await writeInHalves(batch, (part) => this.#record(part))
    const later = unwritten.filter(({ isPassing }) => isPassing)
    if (later[0]) log.error({ err: later[0].error, attempts: later.length }, 'couldn’t write outcomes; retrying')
    const left = later.map(({ item }) => item)
    for (const { item, error, isPassing } of unwritten) if (!isPassing) left.push(...(await this.#end(item, error)))
    return left
  }

  async #record(attempts: Attempt[]) {
    const { db } = this.#database
    await noteAcceptances(db, attempts)
    await db.transaction((tx) => recordAttempts(tx, attempts))
    this.#written(attempts)
  }

  async #end(attempt: Attempt, error: unknown): Promise<Attempt[]> {
    const { id: deliveryId } = attempt.delivery
    log.error({ err: error, deliveryId }, 'outcome can’t be stored; its delivery ends without details')
    const [unwritten] = await writeInHalves([withoutDetails(attempt)], (part) => this.#record(part))
    if (unwritten?.isPassing) return [attempt]
    if (unwritten) this.#setAside(attempt)
    return []
  }

  #setAside(attempt: Attempt) {
    this.#stuck.add(attempt)
    setTimeout(() => {
      this.#stuck.delete(attempt)
      this.add(attempt)
    }, againMsMax).unref()
  }
}

const notStored = 'outcome_not_stored'

/**
 * The end of a delivery whose attempt can't be stored as it is: that a request was made and how it went, and nothing that
 * came from outside. What APNs or the company API accepted stays accepted; all else has failed, as a repeat would fail again.
 */
function withoutDetails(attempt: Attempt): Attempt {
  const { delivery, state, answer } = attempt
  return {
    delivery,
    state: state && isEnd(attempt) && state !== 'retrying' ? state : 'failed',
    reason: notStored,
    answer: answer && {
      outcome: answer.outcome,
      status: answer.status,
      reason: notStored,
      request: null,
      response: null,
      startedAt: answer.startedAt,
      durationMs: answer.durationMs,
    },
  }
}
