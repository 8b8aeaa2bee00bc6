import { and, asc, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Db } from '../client'
import { apps, companies, environments } from '../schema/companies'
import { customers, devices } from '../schema/customers'
import { deliveries, notifications } from '../schema/notifications'
import { type Match, matchedBy } from './device-match'
import { isInUse } from './in-use'
import { folded, isNamedLike, isNamedLikeStart } from './matching'

type Across = { environmentIds: string[]; match: Match; limit: number }

/** Every environment of these companies, by name. */
export function placesOf(db: Db, { companyIds }: { companyIds: readonly string[] | 'all' }) {
  return db
    .select({
      environmentId: environments.id,
      environmentName: environments.name,
      appName: apps.name,
      appSlug: apps.slug,
      companyName: companies.name,
      companySlug: companies.slug,
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(and(isInUse, companyIds === 'all' ? undefined : inArray(companies.id, [...companyIds])))
    .orderBy(asc(companies.name), asc(apps.name), asc(environments.name))
}

/** The newest first. */
export async function lookUpDevices(db: Db, { environmentIds, match, limit }: Across) {
  const found = await matchedBy(db, { environmentIds, match })
  return db
    .select({
      id: devices.id,
      environmentId: devices.environmentId,
      kind: devices.kind,
      address: devices.address,
      status: devices.status,
      registeredAt: devices.registeredAt,
      customerId: customers.id,
      userId: customers.userId,
      anonymousId: customers.anonymousId,
    })
    .from(devices)
    .innerJoin(customers, eq(customers.id, devices.customerId))
    .where(and(inArray(devices.environmentId, environmentIds), found))
    .orderBy(desc(devices.registeredAt), desc(devices.id))
    .limit(limit)
}

/** Exact first, then in another case or Unicode form, then those whose id begins so, by their id. */
export async function lookUpCustomers(db: Db, { environmentIds, match, limit }: Across) {
  const { names, id, ends } = match
  if (ends) return []
  const name = sql<string>`coalesce(${customers.userId}, ${customers.anonymousId})`
  const branch = (where: SQL | undefined) =>
    db
      .select({
        id: customers.id,
        environmentId: customers.environmentId,
        userId: customers.userId,
        anonymousId: customers.anonymousId,
        lastSeenAt: customers.lastSeenAt,
        isExact: sql<boolean>`(${inArray(name, names)} or ${id ? eq(customers.id, id) : sql`false`})`.as('is_exact'),
        isWhole: sql<boolean>`(${sql.join(
          names.map((text) => sql`${folded(name)} = ${folded(text)}`),
          sql` or `,
        )})`.as('is_whole'),
      })
      .from(customers)
      .where(and(inArray(customers.environmentId, environmentIds), where))
      .orderBy(sql`${name} collate "C"`, asc(customers.id))
      .limit(limit)
  const rows = await unionAll(
    branch(or(inArray(customers.userId, names), inArray(customers.anonymousId, names))),
    branch(id ? eq(customers.id, id) : sql`false`),
    ...names.flatMap((text) => [
      branch(isNamedLike(customers.userId, text)),
      branch(isNamedLike(customers.anonymousId, text)),
      branch(isNamedLikeStart(customers.userId, text)),
      branch(isNamedLikeStart(customers.anonymousId, text)),
    ]),
  )
  const rank = (row: (typeof rows)[number]) => Number(row.isExact) * 2 + Number(row.isWhole)
  const nameOf = (row: (typeof rows)[number]) => row.userId ?? row.anonymousId ?? ''
  return [...new Map(rows.map((row) => [row.id, row])).values()]
    .sort((a, b) => rank(b) - rank(a) || (nameOf(a) < nameOf(b) ? -1 : 1))
    .slice(0, limit)
}

const sent = {
  title: notifications.title,
  type: notifications.type,
  customerId: notifications.customerId,
  userId: customers.userId,
  anonymousId: customers.anonymousId,
}

/** By the delivery's own id, which is the apns-id that Apple's console and the phone's log show. */
export function lookUpDeliveries(
  db: Db,
  { environmentIds, deliveryId }: { environmentIds: string[]; deliveryId: string },
) {
  return db
    .select({
      ...sent,
      id: deliveries.id,
      environmentId: deliveries.environmentId,
      state: deliveries.state,
      reason: deliveries.reason,
      createdAt: deliveries.createdAt,
    })
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .leftJoin(customers, eq(customers.id, notifications.customerId))
    .where(and(inArray(deliveries.environmentId, environmentIds), eq(deliveries.id, deliveryId)))
}

/** By our id, or by the caller's message id or idempotency key. */
export function lookUpNotifications(db: Db, { environmentIds, match, limit }: Across) {
  return db
    .select({
      ...sent,
      id: notifications.id,
      environmentId: notifications.environmentId,
      externalId: notifications.externalId,
      createdAt: notifications.createdAt,
    })
    .from(notifications)
    .leftJoin(customers, eq(customers.id, notifications.customerId))
    .where(
      and(
        inArray(notifications.environmentId, environmentIds),
        match.id
          ? or(eq(notifications.id, match.id), inArray(notifications.externalId, match.names))
          : inArray(notifications.externalId, match.names),
      ),
    )
    .orderBy(desc(notifications.createdAt), desc(notifications.id))
    .limit(limit)
}
