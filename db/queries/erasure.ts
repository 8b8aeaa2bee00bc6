import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { isTheirClient } from '@/db/customer-data'
import { apps, environments } from '@/db/schema/companies'
import { customers, devices } from '@/db/schema/customers'
import { probes } from '@/db/schema/probes'
import { promptClients, promptEvents, promptLists } from '@/db/schema/prompts'

type OfCustomer = { environmentId: string; customerId: string }
export type CustomerToErase = { id: string; userId: string | null; anonymousId: string | null }

/**
 * Finds by `user.id`, anonymous ID, or our own ID, in this order, and locks the customer and their devices for the
 * transaction. Devices are locked before their customer, as in a registration.
 */
export async function lockCustomer(
  db: Db,
  { environmentId, named }: { environmentId: string; named: { name: string; id?: string } },
): Promise<CustomerToErase | undefined> {
  const inOrder = sql`case when ${customers.userId} = ${named.name} then 1 when ${customers.anonymousId} = ${named.name} then 2 else 3 end`
  const [found] = await db
    .select({ id: customers.id })
    .from(customers)
    .where(
      and(
        eq(customers.environmentId, environmentId),
        or(
          eq(customers.userId, named.name),
          eq(customers.anonymousId, named.name),
          named.id ? eq(customers.id, named.id) : undefined,
        ),
      ),
    )
    .orderBy(inOrder)
    .limit(1)
  if (!found) return undefined
  const theirs = and(eq(devices.environmentId, environmentId), eq(devices.customerId, found.id))
  await db.select({ id: devices.id }).from(devices).where(theirs).orderBy(devices.id).for('update')
  const [row] = await db
    .select({ id: customers.id, userId: customers.userId, anonymousId: customers.anonymousId })
    .from(customers)
    .where(eq(customers.id, found.id))
    .for('update')
  return row
}

/** Prompt outcomes stay as numbers. */
export async function erasePromptHistory(
  db: Db,
  { environmentId, customerId, names }: OfCustomer & { names: string[] },
) {
  await db
    .update(promptEvents)
    .set({ customerId: null, deviceId: null })
    .where(and(eq(promptEvents.environmentId, environmentId), eq(promptEvents.customerId, customerId)))
  await db.delete(promptClients).where(isTheirClient({ environmentId, names }))
}

export async function addressesOfCustomer(db: Db, { environmentId, customerId }: OfCustomer) {
  const rows = await db
    .select({ address: devices.address })
    .from(devices)
    .where(and(eq(devices.environmentId, environmentId), eq(devices.customerId, customerId)))
  return rows.map(({ address }) => address)
}

/** Removes the names from every customer list of the environment's company. Returns how many lists had them. */
export async function forgetInLists(db: Db, { environmentId, names }: { environmentId: string; names: string[] }) {
  const company = db
    .select({ id: apps.companyId })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .where(eq(environments.id, environmentId))
  const theirs = sql`array[${sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  )}]::text[]`
  const left = sql`${promptLists.customerIds} - ${theirs}`
  const changed = await db
    .update(promptLists)
    .set({ customerIds: left, size: sql`jsonb_array_length(${left})` })
    .where(and(inArray(promptLists.companyId, company), sql`${promptLists.customerIds} ?| ${theirs}`))
    .returning({ id: promptLists.id })
  return changed.length
}

/** Deletes the customer with their devices, timelines, presence, and probes. Returns how many devices. */
export async function deleteCustomer(db: Db, { environmentId, customerId }: OfCustomer): Promise<number> {
  // Including those of a device that has since moved to someone else.
  await db.delete(probes).where(and(eq(probes.environmentId, environmentId), eq(probes.customerId, customerId)))
  const gone = await db
    .delete(devices)
    .where(and(eq(devices.environmentId, environmentId), eq(devices.customerId, customerId)))
    .returning({ id: devices.id })
  await db.delete(customers).where(and(eq(customers.environmentId, environmentId), eq(customers.id, customerId)))
  return gone.length
}
