import { and, desc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers } from '@/db/schema/customers'
import { deliveries, notifications } from '@/db/schema/notifications'
import { cellsOf, type DeliveryFilters, faceted, inTime, isNarrow, narrowed } from './delivery-filters'

export type { DeliveryFilters }

/** The last row of the previous page. */
export type DeliveryCursor = { at: Date; id: string }
export type PageOfDeliveries = {
  environmentId: string
  filters: DeliveryFilters
  after?: DeliveryCursor
  limit: number
}

const { environmentId: _, orderKey: __, traceParent: ___, ...columns } = getTableColumns(deliveries)
const shown = {
  ...columns,
  title: notifications.title,
  body: notifications.body,
  conversationId: notifications.conversationId,
  userId: customers.userId,
  anonymousId: customers.anonymousId,
}

export type DeliveryListItem = Awaited<ReturnType<typeof pageOfDeliveries>>[number]

/** Newest first. Whatever the filters, an index alone yields the page's IDs; the rest is read only for those. */
export function pageOfDeliveries(db: Db, page: PageOfDeliveries) {
  return db
    .select(shown)
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .leftJoin(customers, eq(customers.id, deliveries.customerId))
    .where(and(eq(deliveries.environmentId, page.environmentId), inArray(deliveries.id, idsOf(page))))
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
}

export async function findDeliveryListItem(
  db: Db,
  { environmentId, deliveryId }: { environmentId: string; deliveryId: string },
) {
  const [row] = await db
    .select(shown)
    .from(deliveries)
    .innerJoin(notifications, eq(notifications.id, deliveries.notificationId))
    .leftJoin(customers, eq(customers.id, deliveries.customerId))
    .where(and(eq(deliveries.environmentId, environmentId), eq(deliveries.id, deliveryId)))
  return row
}

function idsOf({ environmentId, filters, after, limit }: PageOfDeliveries): SQL {
  const range = and(
    ...inTime(filters),
    after &&
      sql`(${deliveries.createdAt}, ${deliveries.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
  )
  const newest = sql`order by ${deliveries.createdAt} desc, ${deliveries.id} desc limit ${limit}`
  if (isNarrow(filters) || faceted(filters).length === 0)
    return sql`(select ${deliveries.id} from ${deliveries}
      where ${and(eq(deliveries.environmentId, environmentId), ...narrowed(environmentId, filters), ...faceted(filters), range)} ${newest})`
  const cells = cellsOf(environmentId, filters)
  return sql`(${cells.with} select found.id from cells cross join lateral (
      select ${deliveries.id} as id, ${deliveries.createdAt} as created_at from ${deliveries}
      where ${and(cells.match, range)} ${newest}
    ) found where ${cells.chosen} order by found.created_at desc, found.id desc limit ${limit})`
}
