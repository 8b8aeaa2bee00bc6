import type { Database } from '@/db/client'
import { log } from '../log'
import { faultOf } from './fault'
import { recordVerdicts } from './record-verdicts'
import type { Verdict } from './verdict'

const batchMax = 500
/** Gathers what comes together; alone, a verdict waits no longer than this. */
const gatherMs = 5
const againMsMin = 250
const againMsMax = 5_000

/** Writes verdicts in batches, one batch at a time, until each is written: what was sent must not be forgotten. */
export class VerdictWriter {
  readonly #database: Database
  readonly #written: (verdicts: Verdict[]) => void
  #pending: Verdict[] = []
  #running: Promise<void> | undefined

  constructor(database: Database, written: (verdicts: Verdict[]) => void) {
    this.#database = database
    this.#written = written
  }

  get pending() {
    return this.#pending.length
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
    let failures = 0
    while (this.#pending.length) {
      await wait(gatherMs)
      // After two failures one by one, so that a verdict which cannot be written holds up no other.
      const batch = this.#pending.splice(0, failures < 2 ? batchMax : 1)
      try {
        await this.#database.db.transaction((db) => recordVerdicts(db, batch))
        this.#written(batch)
        againMs = againMsMin
        failures = 0
      } catch (error) {
        failures += 1
        log.error(
          { fault: faultOf(error), verdicts: batch.length, againMs },
          'outcomes were not written, and will be again',
        )
        this.#pending.push(...batch)
        await wait(againMs)
        againMs = Math.min(againMs * 2, againMsMax)
      }
    }
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
