import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@/db/client'
import type { Attempt } from '@/db/queries/sending/attempts'
import { writeInHalves } from '@/lib/flow/in-halves'
import { log } from '@/lib/log'
import { isEnd } from './attempt'
import { noteAcceptances, recordAttempts } from './record-attempts'

const batchMax = 500
/** How long an attempt waits for others to share its batch. */
const gatherMs = 5
const againMsMin = 250
const againMsMax = 5_000

/**
 * Writes attempts in batches, one batch at a time, and retries until each is written, so that no outcome is lost. An
 * attempt that the database rejects is stored without its details, and doesn't hold up the others.
 */
export class AttemptWriter {
  readonly #database: Database
  readonly #written: (attempts: Attempt[]) => void
  #pending: Attempt[] = []
  #writing: Attempt[] = []
  /** Attempts that were rejected even without details. They wait outside the queue until the database is repaired. */
  readonly #stuck = new Set<Attempt>()
  #running: Promise<void> | undefined

  constructor(database: Database, written: (attempts: Attempt[]) => void) {
    this.#database = database
    this.#written = written
  }

  get pending() {
    return this.#pending.length + this.#writing.length + this.#stuck.size
  }

  /** Attempts that are written next; without those that wait for a repair. */
  get next() {
    return this.#pending.length + this.#writing.length
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

  /** Returns the attempts that the database can't take at the moment. */
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
 * Reduces an attempt that can't be stored to the request's outcome, without anything that came from outside. An ended
 * delivery keeps its state, such as accepted. Any other has failed, because storing its retry would fail again.
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
