import { and, asc, eq, gte, isNotNull, lt, ne, not, notInArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { erased } from '@/db/erased'
import { hashedPrefix } from '@/db/hashed-address'
import { asJsonb, uuids } from '@/db/raw'
import { environments } from '@/db/schema/companies'
import { attempts, deliveries } from '@/db/schema/notifications'

type OfEnvironment = { environmentId: string }

/** Ended deliveries from before `before` with an unhashed address, oldest first, from where the last run stopped. */
export function wholeAddresses(
  db: Db,
  { environmentId, before, limit }: OfEnvironment & { before: Date; limit: number },
) {
  const holding = db.select({ id: sql`unnest(${environments.blockedBy})` }).from(environments)
  const hashedUntil = sql`coalesce((select ${environments.addressesHashedUntil} from ${environments}
    where ${environments.id} = ${environmentId}), '-infinity')`
  return db
    .select({ id: deliveries.id, address: deliveries.address, createdAt: deliveries.createdAt })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.environmentId, environmentId),
        gte(deliveries.createdAt, hashedUntil),
        lt(deliveries.createdAt, before),
        isNotNull(deliveries.endedAt),
        ne(deliveries.address, erased),
        not(isHashed(sql`${deliveries.address}`)),
        // Holds compare these addresses.
        notInArray(deliveries.id, holding),
      ),
    )
    .orderBy(asc(deliveries.createdAt), asc(deliveries.id))
    .limit(limit)
    .for('no key update')
}

const isHashed = (address: SQL) => sql`starts_with(${address}, ${hashedPrefix})`

export function attemptsToHash(db: Db, { deliveryIds }: { deliveryIds: string[] }) {
  return db
    .select({
      id: attempts.id,
      deliveryId: attempts.deliveryId,
      request: attempts.request,
      response: attempts.response,
    })
    .from(attempts)
    .where(sql`${attempts.deliveryId} = any(${uuids(deliveryIds)})`)
}

type Hashed = {
  deliveries: { id: string; address: string }[]
  attempts: { id: string; request: unknown; response: unknown }[]
}

export async function writeHashed(db: Db, { deliveries: rows, attempts: theirs }: Hashed) {
  await db.execute(sql`update ${deliveries} set address = given.address
    from jsonb_to_recordset(${asJsonb(rows)}) as given(id uuid, address text) where ${deliveries.id} = given.id`)
  await db.execute(sql`update ${attempts} set request = nullif(given.request, 'null'), response = nullif(given.response, 'null')
    from jsonb_to_recordset(${asJsonb(theirs)}) as given(id uuid, request jsonb, response jsonb)
    where ${attempts.id} = given.id`)
}

export async function keepHashedUntil(db: Db, { environmentId, until }: OfEnvironment & { until: Date }) {
  await db.update(environments).set({ addressesHashedUntil: until }).where(eq(environments.id, environmentId))
}
