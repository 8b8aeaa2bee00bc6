import type { Db } from '@/db/client'
import { Refused } from '../errors'
import { writeInHalves } from '../in-halves'
import { type Created, createNotifications } from './create-notification'
import type { NewNotification } from './new-notification'

const batchMax = 100
/** While as many are under way, what comes is gathered for the next. */
const batchesMax = 2

type Waiting = {
  given: NewNotification
  resolve: (created: Created | Refused) => void
  reject: (error: unknown) => void
}

/** Messages of one environment that come at the same time share a transaction; one that comes alone waits for nobody. */
class Gatherer {
  readonly #db: Db
  readonly #environmentId: string
  #waiting: Waiting[] = []
  #underWay = 0

  constructor(db: Db, environmentId: string) {
    this.#db = db
    this.#environmentId = environmentId
  }

  add(given: NewNotification): Promise<Created | Refused> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ given, resolve, reject })
      this.#next()
    })
  }

  #next() {
    if (this.#underWay >= batchesMax || this.#waiting.length === 0) return
    this.#underWay += 1
    const batch = this.#waiting.splice(0, batchMax)
    // One message must not fail another's.
    void writeInHalves(batch, (part) => this.#write(part)).then((unwritten) => {
      for (const { item, error } of unwritten) item.reject(error)
      this.#underWay -= 1
      this.#next()
    })
  }

  async #write(batch: Waiting[]) {
    const created = await this.#db.transaction((db: Db) =>
      createNotifications(db, { environmentId: this.#environmentId, given: batch.map(({ given }) => given) }),
    )
    for (const [index, { resolve }] of batch.entries()) {
      const one = created[index]
      if (one) resolve(one)
    }
  }
}

const gatherers = new WeakMap<Db, Map<string, Gatherer>>()

/** Writes the notification, its deliveries and their jobs; resolves when they are committed. */
export async function createGathered(
  db: Db,
  { environmentId, given }: { environmentId: string; given: NewNotification },
): Promise<Created> {
  const all = gatherers.get(db) ?? new Map<string, Gatherer>()
  gatherers.set(db, all)
  const gatherer = all.get(environmentId) ?? new Gatherer(db, environmentId)
  all.set(environmentId, gatherer)
  const created = await gatherer.add(given)
  if (created instanceof Refused) throw created
  return created
}
