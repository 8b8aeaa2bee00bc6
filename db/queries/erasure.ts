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
 * By `user.id`, by anonymous id, or by our own id, in this order; held with their devices until the transaction ends.
 * Devices come before their customer, as at a registration.
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

/** Outcomes of the prompt stay as numbers. */
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

/** Out of every customer list of the environment's company. Gives how many lists had them. */
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

/** With the customer go devices, their timelines and presence, and what phones were asked and answered. Gives how many devices. */
export async function deleteCustomer(db: Db, { environmentId, customerId }: OfCustomer): Promise<number> {
  // Also of a device that has moved to someone else since.
  await db.delete(probes).where(and(eq(probes.environmentId, environmentId), eq(probes.customerId, customerId)))
  const gone = await db
    .delete(devices)
    .where(and(eq(devices.environmentId, environmentId), eq(devices.customerId, customerId)))
    .returning({ id: devices.id })
  await db.delete(customers).where(and(eq(customers.environmentId, environmentId), eq(customers.id, customerId)))
  return gone.length
}
