import { and, eq, gte, inArray, isNotNull, ne, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'
import { environments } from '@/db/schema/companies'
import { deliveries } from '@/db/schema/notifications'

const devicesMax = 20

export type BlockedBy = { deliveryId: string; deviceId: string | null; address: string; model: string | null }

/** The devices that showed an environment's fault, in order; a column for queries of environments. */
export const blockedBy = sql<BlockedBy[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('deliveryId', d.id, 'deviceId', d.device_id, 'address', d.address,
    'model', v.model) order by by.nth), '[]')
  from unnest(${environments.blockedBy}) with ordinality as by(id, nth)
    join deliveries d on d.id = by.id left join devices v on v.id = d.device_id)`

/** Only their addresses. */
export const blockedAddresses = sql<string[]>`(
  select coalesce(jsonb_agg(d.address), '[]') from deliveries d where d.id = any(${environments.blockedBy}))`

export type RefusedDelivery = { deliveryId: string; address: string }

/**
 * Puts the environment on hold after APNs rejected it, or one device of it. Earlier rejections of other devices count
 * while the reason stays the same. Returns the previous reason, and the addresses before and now.
 */
export async function holdEnvironment(
  db: Db,
  {
    environmentId,
    reason,
    at,
    refused,
  }: { environmentId: string; reason: string; at: Date; refused: RefusedDelivery[] },
) {
  const [row] = await db
    .select({ reason: environments.blockedReason, by: environments.blockedBy })
    .from(environments)
    .where(eq(environments.id, environmentId))
    .for('no key update')
  const isSame = row?.reason === reason
  const known = isSame && row.by.length ? await addressesOf(db, row.by) : []
  const added = new Map(refused.filter(({ address }) => !known.includes(address)).map((one) => [one.address, one]))
  await db
    .update(environments)
    .set({
      blockedReason: reason,
      ...(!isSame && { blockedAt: at }),
      blockedBy: [...(isSame ? row.by : []), ...[...added.values()].map(({ deliveryId }) => deliveryId)].slice(
        0,
        devicesMax,
      ),
    })
    .where(eq(environments.id, environmentId))
  return { reasonBefore: row?.reason ?? null, before: known, now: [...known, ...added.keys()] }
}

async function addressesOf(db: Db, ids: string[]) {
  const rows = await db.select({ address: deliveries.address }).from(deliveries).where(inArray(deliveries.id, ids))
  return rows.map(({ address }) => address)
}

/** Returns false if the environment wasn't on hold. */
export async function releaseEnvironment(db: Db, { environmentId }: { environmentId: string }): Promise<boolean> {
  const rows = await db
    .update(environments)
    .set({ blockedReason: null, blockedAt: null, blockedBy: [] })
    .where(and(eq(environments.id, environmentId), isNotNull(environments.blockedReason)))
    .returning({ id: environments.id })
  return rows.length > 0
}

/** Those of these environments that are on hold, with reason and time. */
export function blockedAmong(db: Db, { environmentIds }: { environmentIds: string[] }) {
  return db
    .select({
      id: environments.id,
      // A check constraint: both are set, or neither.
      blockedReason: sql<string>`${environments.blockedReason}`,
      blockedAt: sql<Date>`${environments.blockedAt}`.mapWith(environments.blockedAt),
    })
    .from(environments)
    .where(and(inArray(environments.id, environmentIds), isNotNull(environments.blockedReason)))
    .orderBy(environments.id)
}

/**
 * Whether APNs has accepted a push to another device of this environment, created since then, so that the fault must be
 * the device's own.
 */
export async function hasAcceptedSince(
  db: Db,
  { environmentId, since, except }: { environmentId: string; since: Date; except: string },
) {
  const { rows } = await runSql<{ found: boolean }>(
    db,
    sql`select exists (
      select 1 from ${deliveries} where ${and(
        eq(deliveries.environmentId, environmentId),
        gte(deliveries.createdAt, since),
        eq(deliveries.state, 'accepted'),
        eq(deliveries.transport, 'apns'),
        ne(deliveries.address, except),
      )}) as found`,
  )
  return rows[0]?.found ?? false
}
