import { and, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { recordingOf } from '@/db/queries/events/record-events'
import { runSql } from '@/db/raw'
import { customers, deviceEvents } from '@/db/schema/customers'

export async function insertDeviceEvent(db: Db, event: typeof deviceEvents.$inferInsert) {
  await db.insert(deviceEvents).values(event)
  if (event.kind !== 'disabled' && event.kind !== 'deregistered') return
  await runSql(
    db,
    recordingOf(sql`select environment_id, 'device.disabled' as type, customer_id, id as device_id,
      jsonb_build_object('kind', kind, 'reason', status_reason) as data
      from devices where environment_id = ${event.environmentId} and id = ${event.deviceId}`),
  )
}

type After = { at: Date; id: string } | undefined

const previous = alias(customers, 'previous')

/** The address's customers after and before an event. */
const ofCustomers = {
  customerId: deviceEvents.customerId,
  customerName: nameOf(customers),
  previousCustomerId: deviceEvents.previousCustomerId,
  previousCustomerName: nameOf(previous),
}

/** Newest first, with the names of the address's customers before and after. */
export function pageOfDeviceEvents(
  db: Db,
  { environmentId, deviceId, after, limit }: { environmentId: string; deviceId: string; after: After; limit: number },
) {
  return db
    .select({
      id: deviceEvents.id,
      kind: deviceEvents.kind,
      detail: deviceEvents.detail,
      actorName: deviceEvents.actorName,
      createdAt: deviceEvents.createdAt,
      ...ofCustomers,
    })
    .from(deviceEvents)
    .leftJoin(customers, eq(customers.id, deviceEvents.customerId))
    .leftJoin(previous, eq(previous.id, deviceEvents.previousCustomerId))
    .where(
      and(
        eq(deviceEvents.environmentId, environmentId),
        eq(deviceEvents.deviceId, deviceId),
        after &&
          sql`(${deviceEvents.createdAt}, ${deviceEvents.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(deviceEvents.createdAt), desc(deviceEvents.id))
    .limit(limit)
}

/** Each move of an address between customers, newest first: of this device, or to or from this customer. */
export function movesOf(
  db: Db,
  {
    environmentId,
    limit,
    ...of
  }: { environmentId: string; limit: number } & ({ deviceId: string } | { customerId: string }),
) {
  const concerned: SQL | undefined =
    'deviceId' in of
      ? eq(deviceEvents.deviceId, of.deviceId)
      : sql`(${deviceEvents.customerId} = ${of.customerId} or ${deviceEvents.previousCustomerId} = ${of.customerId})`
  return db
    .select({
      deviceId: deviceEvents.deviceId,
      movedAt: deviceEvents.createdAt,
      ...ofCustomers,
    })
    .from(deviceEvents)
    .leftJoin(customers, eq(customers.id, deviceEvents.customerId))
    .leftJoin(previous, eq(previous.id, deviceEvents.previousCustomerId))
    .where(
      and(
        eq(deviceEvents.environmentId, environmentId),
        eq(deviceEvents.kind, 'moved'),
        isNotNull(deviceEvents.previousCustomerId),
        concerned,
      ),
    )
    .orderBy(desc(deviceEvents.createdAt), desc(deviceEvents.id))
    .limit(limit)
}

/** Null if the customer has been erased. */
function nameOf(table: typeof customers | typeof previous) {
  return sql<string | null>`coalesce(${table.userId}, ${table.anonymousId})`
}
