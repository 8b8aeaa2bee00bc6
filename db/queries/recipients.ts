import { and, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client'
import { uuids } from '../raw'
import { inOrder } from '../row-order'
import { apps, environments } from '../schema/companies'
import { companyEndpoints } from '../schema/credentials'
import { customers, devices, presence } from '../schema/customers'

/** What decides how an environment's deliveries leave. */
export async function findSendingEnvironment(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({
      id: environments.id,
      name: environments.name,
      apnsServer: environments.apnsServer,
      bundleId: apps.bundleId,
      endpointUsedFor: companyEndpoints.usedFor,
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .leftJoin(companyEndpoints, eq(companyEndpoints.environmentId, environments.id))
    .where(eq(environments.id, environmentId))
  return row
}

export type CustomerName = { userId: string } | { anonymousId: string }

/** The named customers' ids; those never heard of before are made, so that the log can name them. */
export async function customersNamed(
  db: Db,
  { environmentId, names }: { environmentId: string; names: CustomerName[] },
) {
  if (names.length === 0) return []
  const found = await selectNamed(db, { environmentId, names })
  const missing = names.filter((name) => !found.some((row) => isNamed(row, name)))
  if (missing.length === 0) return found
  await db
    .insert(customers)
    .values(inOrder(missing.map(newCustomer(environmentId)), 'userId', 'anonymousId'))
    .onConflictDoNothing()
  return selectNamed(db, { environmentId, names })
}

const newCustomer =
  (environmentId: string) =>
  (name: CustomerName): typeof customers.$inferInsert => ({ environmentId, ...name })

export const isNamed = (row: { userId: string | null; anonymousId: string | null }, name: CustomerName) =>
  'userId' in name ? row.userId === name.userId : row.anonymousId === name.anonymousId

function selectNamed(db: Db, { environmentId, names }: { environmentId: string; names: CustomerName[] }) {
  const userIds = names.flatMap((name) => ('userId' in name ? [name.userId] : []))
  const anonymousIds = names.flatMap((name) => ('anonymousId' in name ? [name.anonymousId] : []))
  return (
    db
      .select({ id: customers.id, userId: customers.userId, anonymousId: customers.anonymousId })
      .from(customers)
      .where(
        and(
          eq(customers.environmentId, environmentId),
          or(
            userIds.length ? inArray(customers.userId, userIds) : undefined,
            anonymousIds.length ? inArray(customers.anonymousId, anonymousIds) : undefined,
          ),
        ),
      )
      // What is written for them is written before they are erased, and erased with them, or not at all.
      .for('key share')
  )
}

/** Those of these customers who are still there, and stay until the transaction ends. */
export async function holdCustomers(db: Db, { customerIds }: { customerIds: string[] }): Promise<Set<string>> {
  const rows = await db
    .select({ id: customers.id })
    .from(customers)
    .where(sql`${customers.id} = any(${uuids(customerIds)})`)
    .orderBy(customers.id)
    .for('key share')
  return new Set(rows.map(({ id }) => id))
}

export type RecipientDevice = Awaited<ReturnType<typeof devicesOfCustomers>>[number]

/** All devices of the customers, with what the customer's apps say right now. */
export function devicesOfCustomers(
  db: Db,
  { environmentId, customerIds, now }: { environmentId: string; customerIds: string[]; now: Date },
) {
  return selectDevices(db, now, and(eq(devices.environmentId, environmentId), inArray(devices.customerId, customerIds)))
}

export function devicesById(
  db: Db,
  { environmentId, deviceIds, now }: { environmentId: string; deviceIds: string[]; now: Date },
) {
  return selectDevices(db, now, and(eq(devices.environmentId, environmentId), inArray(devices.id, deviceIds)))
}

export type Address = { kind: 'device_token' | 'uuid'; address: string }

export function devicesByAddress(
  db: Db,
  { environmentId, addresses, now }: { environmentId: string; addresses: Address[]; now: Date },
) {
  const matches = addresses.map(({ kind, address }) => and(eq(devices.kind, kind), eq(devices.address, address)))
  return selectDevices(db, now, and(eq(devices.environmentId, environmentId), or(...matches)))
}

function selectDevices(db: Db, now: Date, where: SQL | undefined) {
  const live = and(eq(presence.customerId, devices.customerId), gt(presence.expiresAt, now))
  return (
    db
      .select({
        id: devices.id,
        customerId: devices.customerId,
        kind: devices.kind,
        address: devices.address,
        status: devices.status,
        permission: devices.permission,
        isChatConnected: sql<boolean>`exists (select 1 from ${presence} where ${live} and ${presence.chat} = 'connected')`,
        isAppActive: sql<boolean>`exists (select 1 from ${presence} where ${live} and ${presence.app} = 'active'
        and (${presence.deviceId} is null or ${presence.deviceId} = ${devices.id}))`,
      })
      .from(devices)
      // The join makes drizzle write column names with their table, which the subqueries above rely upon.
      .innerJoin(customers, eq(customers.id, devices.customerId))
      .where(where)
      .orderBy(devices.createdAt, devices.id)
      .for('key share', { of: customers })
  )
}
