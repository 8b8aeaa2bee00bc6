import type { Db } from '@/db/client'
import { writeInHalves } from './in-halves'

type Rules<Given, Result> = {
  /** Writes the items together, and returns a result for each, in the same order. */
  write(db: Db, group: string, given: Given[]): Promise<Result[]>
  batchMax: number
  /** While this many batches are in flight, new items wait for the next one. */
  batchesMax: number
  /** Names of the rows that an item writes. Items that share a row are written one after the other. */
  rowsOf?(given: Given): string[]
}

type Waiting<Given, Result> = {
  given: Given
  rows: string[]
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/** Batches the items that arrive at the same time for the same group. An item that arrives alone doesn't wait. */
export function gatherer<Given, Result>(rules: Rules<Given, Result>) {
  const groups = new WeakMap<Db, Map<string, Group<Given, Result>>>()
  return (db: Db, group: string, given: Given): Promise<Result> => {
    const ofDb = groups.get(db) ?? new Map<string, Group<Given, Result>>()
    groups.set(db, ofDb)
    const gathered = ofDb.get(group) ?? new Group(rules, db, group)
    ofDb.set(group, gathered)
    return gathered.add(given)
  }
}

class Group<Given, Result> {
  #waiting: Waiting<Given, Result>[] = []
  readonly #rowsUnderWay = new Set<string>()
  #underWay = 0

  constructor(
    private readonly rules: Rules<Given, Result>,
    private readonly db: Db,
    private readonly name: string,
  ) {}

  add(given: Given): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ given, rows: this.rules.rowsOf?.(given) ?? [], resolve, reject })
      this.#next()
    })
  }

  #next() {
    if (this.#underWay >= this.rules.batchesMax) return
    const batch = this.#take()
    if (batch.length === 0) return
    this.#underWay += 1
    // A bad item must not fail the others.
    void writeInHalves(batch, (part) => this.#write(part)).then((unwritten) => {
      for (const { item, error } of unwritten) item.reject(error)
      for (const row of batch.flatMap(({ rows }) => rows)) this.#rowsUnderWay.delete(row)
      this.#underWay -= 1
      this.#next()
    })
  }

  /** Takes the first items that share no row with each other or with a batch in flight. */
  #take() {
    const batch: Waiting<Given, Result>[] = []
    const later: Waiting<Given, Result>[] = []
    for (const one of this.#waiting) {
      const mustWait = batch.length >= this.rules.batchMax || one.rows.some((row) => this.#rowsUnderWay.has(row))
      if (mustWait) later.push(one)
      else batch.push(one)
      for (const row of mustWait ? [] : one.rows) this.#rowsUnderWay.add(row)
    }
    this.#waiting = later
    return batch
  }

  async #write(batch: Waiting<Given, Result>[]) {
    const results = await this.rules.write(
      this.db,
      this.name,
      batch.map(({ given }) => given),
    )
    for (const [index, result] of results.entries()) batch[index]?.resolve(result)
  }
}
