import type { Database, Db } from '@/db/client'
import { takeTurn } from '@/db/locks'
import { dropOld, dropOldOfNext, environmentIds } from '@/db/queries/retention'
import { nameOf, type Retention, retention } from '@/db/retention'
import { log } from '@/lib/log'

/** The embedded database runs in this thread, so a long statement would block everything else. */
const batchMax = { postgres: 1_000, pglite: 250 }
/** Batches per run in a table without an index by age. */
const walkBatchesMax = 100
const dayMs = 86_400_000
const firstKey = '00000000-0000-0000-0000-000000000000'

type Kept = { rule: Retention; before: Date }

/**
 * Deletes rows that are older than db/retention allows: in small batches, each in its own transaction, and in only one
 * process at a time, which holds the lock.
 */
export class OldRows {
  readonly #database: Database
  readonly #logDays: number
  readonly #limit: number
  /** Where the next run continues in a table that it walks through. */
  readonly #walkedTo = new Map<Retention, string>()

  constructor(database: Database, { logDays }: { logDays: number }) {
    this.#database = database
    this.#logDays = logDays
    this.#limit = batchMax[database.kind]
  }

  async drop(now = new Date()) {
    for (const rule of retention) {
      const days = rule.days === 'log' ? this.#logDays : rule.days
      const kept = { rule, before: new Date(now.getTime() - days * dayMs) }
      const gone = await this.#dropAll(kept)
      if (gone === undefined) return
      if (gone > 0) log.info({ table: nameOf(rule), rows: gone, days }, 'deleted old rows')
    }
  }

  /** Returns the number of deleted rows, or undefined if another process has the lock. */
  async #dropAll(kept: Kept): Promise<number | undefined> {
    if (kept.rule.walk) return this.#walk(kept, kept.rule.walk)
    if (!kept.rule.environment) return this.#dropFrom(kept)
    let gone = 0
    for (const environmentId of await environmentIds(this.#database.db)) {
      const ofIt = await this.#dropFrom(kept, environmentId)
      if (ofIt === undefined) return undefined
      gone += ofIt
    }
    return gone
  }

  async #dropFrom(kept: Kept, environmentId?: string): Promise<number | undefined> {
    let gone = 0
    for (;;) {
      const dropped = await this.#inTurn((db) => dropOld(db, { ...kept, environmentId, limit: this.#limit }))
      if (dropped === undefined) return undefined
      gone += dropped
      if (dropped < this.#limit) return gone
    }
  }

  async #walk({ rule, before }: Kept, walk: NonNullable<Retention['walk']>): Promise<number | undefined> {
    let gone = 0
    for (let batch = 0; batch < walkBatchesMax; batch += 1) {
      const after = this.#walkedTo.get(rule) ?? firstKey
      const walked = await this.#inTurn((db) => dropOldOfNext(db, { rule, walk, before, after, limit: this.#limit }))
      if (walked === undefined) return undefined
      gone += walked.gone
      if (walked.last === null || walked.looked < this.#limit) {
        this.#walkedTo.delete(rule)
        break
      }
      this.#walkedTo.set(rule, walked.last)
    }
    return gone
  }

  #inTurn<Result>(work: (db: Db) => Promise<Result>): Promise<Result | undefined> {
    return this.#database.db.transaction(async (db: Db) => ((await takeTurn(db, 'retention')) ? work(db) : undefined))
  }
}
