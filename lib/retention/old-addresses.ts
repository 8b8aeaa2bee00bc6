import type { Database, Db } from '@/db/client'
import { takeTurn } from '@/db/locks'
import { attemptsToHash, keepHashedUntil, wholeAddresses, writeHashed } from '@/db/queries/deliveries/old-addresses'
import { environmentIds } from '@/db/queries/retention'
import { addressHash } from '@/lib/devices/address-hash'
import { withoutAddress } from '@/lib/devices/without-address'

const batchMax = { postgres: 1_000, pglite: 250 }
/** Batches per run in one environment. */
const batchesMax = 100
const dayMs = 86_400_000

/** Replaces the addresses of old log rows with keyed hashes, in small batches, in one process at a time. */
export async function hashOldAddresses({ db, kind }: Database, { days }: { days: number }, now = new Date()) {
  const before = new Date(now.getTime() - days * dayMs)
  const limit = batchMax[kind]
  for (const environmentId of await environmentIds(db))
    for (let batch = 0; batch < batchesMax; batch += 1) {
      const count = await inTurn(db, (tx) => hashBatch(tx, { environmentId, before, limit }))
      if (count === undefined) return
      if (count < limit) break
    }
}

async function hashBatch(
  db: Db,
  { environmentId, before, limit }: { environmentId: string; before: Date; limit: number },
) {
  const rows = await wholeAddresses(db, { environmentId, before, limit })
  const addressOf = new Map(rows.map(({ id, address }) => [id, address]))
  const attempts = rows.length ? await attemptsToHash(db, { deliveryIds: [...addressOf.keys()] }) : []
  if (rows.length)
    await writeHashed(db, {
      deliveries: rows.map(({ id, address }) => ({ id, address: addressHash(address) })),
      attempts: attempts.map(({ id, deliveryId, request, response }) => {
        const address = addressOf.get(deliveryId) ?? ''
        return { id, request: withoutAddress(request, address), response: withoutAddress(response, address) }
      }),
    })
  await keepHashedUntil(db, { environmentId, until: rows.length < limit ? before : (rows.at(-1)?.createdAt ?? before) })
  return rows.length
}

const inTurn = <Result>(db: Db, work: (db: Db) => Promise<Result>): Promise<Result | undefined> =>
  db.transaction(async (tx) => ((await takeTurn(tx, 'retention')) ? work(tx) : undefined))
