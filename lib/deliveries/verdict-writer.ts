import type { Database } from '@/db/client'
import { writeInHalves } from '../in-halves'
import { log } from '../log'
import { recordVerdicts } from './record-verdicts'
import type { Verdict } from './verdict'
import { withoutDetails } from './without-details'

const batchMax = 500
/** Gathers what comes together; alone, a verdict waits no longer than this. */
const gatherMs = 5
const againMsMin = 250
const againMsMax = 5_000

/**
 * Writes verdicts in batches, one batch at a time, until each is written: what was sent must not be forgotten. One that
 * the database refuses is ended without its details, and holds up no other.
 */
export class VerdictWriter {
  readonly #database: Database
  readonly #written: (verdicts: Verdict[]) => void
  #pending: Verdict[] = []
  #writing: Verdict[] = []
  /** Refused even without their details: they wait for somebody to mend the database, outside of the queue. */
  readonly #stuck = new Set<Verdict>()
  #running: Promise<void> | undefined

  constructor(database: Database, written: (verdicts: Verdict[]) => void) {
    this.#database = database
    this.#written = written
  }

  get pending() {
    return this.#pending.length + this.#writing.length + this.#stuck.size
  }

  add(verdict: Verdict) {
    this.#pending.push(verdict)
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
      await wait(gatherMs)
      this.#writing = this.#pending.splice(0, batchMax)
      const left = await this.#write(this.#writing)
      this.#writing = []
      if (left.length === 0) {
        againMs = againMsMin
        continue
      }
      this.#pending.unshift(...left)
      await wait(againMs)
      againMs = Math.min(againMs * 2, againMsMax)
    }
  }

  /** Gives back what the database does not take at the moment. */
  async #write(batch: Verdict[]): Promise<Verdict[]> {
    const unwritten = await writeInHalves(batch, (part) => this.#record(part))
    const later = unwritten.filter(({ isPassing }) => isPassing)
    if (later[0]) log.error({ err: later[0].error, verdicts: later.length }, 'couldn’t write outcomes; retrying')
    const left = later.map(({ item }) => item)
    for (const { item, error, isPassing } of unwritten) if (!isPassing) left.push(...(await this.#end(item, error)))
    return left
  }

  async #record(verdicts: Verdict[]) {
    await this.#database.db.transaction((db) => recordVerdicts(db, verdicts))
    this.#written(verdicts)
  }

  async #end(verdict: Verdict, error: unknown): Promise<Verdict[]> {
    const { id: deliveryId } = verdict.delivery
    log.error({ err: error, deliveryId }, 'outcome can’t be stored; its delivery ends without details')
    const [unwritten] = await writeInHalves([withoutDetails(verdict)], (part) => this.#record(part))
    if (unwritten?.isPassing) return [verdict]
    if (unwritten) this.#setAside(verdict)
    return []
  }

  #setAside(verdict: Verdict) {
    this.#stuck.add(verdict)
    setTimeout(() => {
      this.#stuck.delete(verdict)
      this.add(verdict)
    }, againMsMax).unref()
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
