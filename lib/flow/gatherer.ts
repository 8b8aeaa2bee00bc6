import type { Db } from '@/db/client'
import { writeInHalves } from './in-halves'

type Rules<Given, Result> = {
  /** Writes them together and gives a result for each, in their order. */
  write(db: Db, group: string, given: Given[]): Promise<Result[]>
  batchMax: number
  /** While as many are under way, what comes is gathered for the next. */
  batchesMax: number
  /** Names of the rows that it writes. Two with one in common are written one after the other. */
  rowsOf?(given: Given): string[]
}

type Waiting<Given, Result> = {
  given: Given
  rows: string[]
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/** What comes at the same time for the same group is written together. What comes alone waits for no one. */
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
    // One must not fail another's.
    void writeInHalves(batch, (part) => this.#write(part)).then((unwritten) => {
      for (const { item, error } of unwritten) item.reject(error)
      for (const row of batch.flatMap(({ rows }) => rows)) this.#rowsUnderWay.delete(row)
      this.#underWay -= 1
      this.#next()
    })
  }

  /** The first ones that meet none of the rows which others write. */
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
