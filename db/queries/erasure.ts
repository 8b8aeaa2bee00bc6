import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client'
import { apps, environments } from '../schema/companies'
import { customers, devices } from '../schema/customers'
import { attempts, deliveries, notifications } from '../schema/notifications'
import { promptClients, promptEvents, promptLists } from '../schema/prompts'
import { simulatedDevices, simulatedPushes } from '../schema/simulator'

type OfCustomer = { environmentId: string; customerId: string }
export type CustomerToErase = { id: string; userId: string | null; anonymousId: string | null }

/** By `user.id`, by anonymous id, or by our own id, in this order; held until the transaction ends. */
export async function lockCustomer(
  db: Db,
  { environmentId, named }: { environmentId: string; named: { name: string; id?: string } },
): Promise<CustomerToErase | undefined> {
  const inOrder = sql`case when ${customers.userId} = ${named.name} then 1 when ${customers.anonymousId} = ${named.name} then 2 else 3 end`
  const [row] = await db
    .select({ id: customers.id, userId: customers.userId, anonymousId: customers.anonymousId })
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
    .for('update')
  return row
}

/** What a log line is called when the address in it was erased. */
const erased = 'erased'

/** Texts, payloads and addresses leave the log; that something was sent, when, and what became of it stays. */
export async function eraseFromLog(db: Db, { environmentId, customerId }: OfCustomer) {
  const theirs = and(eq(deliveries.environmentId, environmentId), eq(deliveries.customerId, customerId))
  const ids = db.select({ id: deliveries.id }).from(deliveries).where(theirs)
  await db
    .update(attempts)
    .set({ request: null, response: null })
    .where(and(eq(attempts.environmentId, environmentId), inArray(attempts.deliveryId, ids)))
  await forgetSimulated(db, {
    environmentId,
    addresses: sql`select ${deliveries.address} from ${deliveries} where ${theirs}`,
  })
  await db.update(deliveries).set({ customerId: null, deviceId: null, address: erased, orderKey: null }).where(theirs)
  await db
    .update(notifications)
    .set({ customerId: null, conversationId: null, title: null, body: null, unread: null, payload: {} })
    .where(and(eq(notifications.environmentId, environmentId), eq(notifications.customerId, customerId)))
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
  await db
    .delete(promptClients)
    .where(and(eq(promptClients.environmentId, environmentId), inArray(promptClients.targetingKey, names)))
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

/** With the customer go devices, their timelines and presence. Gives how many devices. */
export async function deleteCustomer(db: Db, { environmentId, customerId }: OfCustomer): Promise<number> {
  const theirs = and(eq(devices.environmentId, environmentId), eq(devices.customerId, customerId))
  await forgetSimulated(db, {
    environmentId,
    addresses: sql`select ${devices.address} from ${devices} where ${theirs}`,
  })
  const gone = await db.delete(devices).where(theirs).returning({ id: devices.id })
  await db.delete(customers).where(and(eq(customers.environmentId, environmentId), eq(customers.id, customerId)))
  return gone.length
}

/** The built-in simulator keeps what it was sent, tokens and texts. */
async function forgetSimulated(db: Db, { environmentId, addresses }: { environmentId: string; addresses: SQL }) {
  const [at] = await db
    .select({ environmentName: environments.name, topic: apps.bundleId })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .where(eq(environments.id, environmentId))
  if (!at) return
  for (const table of [simulatedPushes, simulatedDevices])
    await db
      .delete(table)
      .where(
        and(
          eq(table.environmentName, at.environmentName),
          eq(table.topic, at.topic),
          sql`${table.token} in (${addresses})`,
        ),
      )
}
