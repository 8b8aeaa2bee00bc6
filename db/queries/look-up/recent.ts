import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { customers } from '@/db/schema/customers'
import { recentCustomers } from '@/db/schema/staff'

export const recentCustomersMax = 20

/** Puts the customer at the top of the person's recent customers, and drops the oldest beyond the maximum. */
export async function putRecentCustomer(db: Db, one: { staffId: string; customerId: string; lookedAt: Date }) {
  const { staffId, lookedAt } = one
  await db
    .insert(recentCustomers)
    .values(one)
    .onConflictDoUpdate({ target: [recentCustomers.staffId, recentCustomers.customerId], set: { lookedAt } })
  await db.delete(recentCustomers).where(
    and(
      eq(recentCustomers.staffId, staffId),
      sql`${recentCustomers.customerId} not in (
        select kept.customer_id from ${recentCustomers} kept where kept.staff_id = ${staffId}
        order by kept.looked_at desc, kept.customer_id limit ${recentCustomersMax})`,
    ),
  )
}

/** Newest first, limited to environments that the person may still see. */
export function recentCustomersOf(
  db: Db,
  { staffId, environmentIds, limit }: { staffId: string; environmentIds: string[]; limit: number },
) {
  return db
    .select({
      id: customers.id,
      environmentId: customers.environmentId,
      userId: customers.userId,
      anonymousId: customers.anonymousId,
      lookedAt: recentCustomers.lookedAt,
    })
    .from(recentCustomers)
    .innerJoin(customers, eq(customers.id, recentCustomers.customerId))
    .where(and(eq(recentCustomers.staffId, staffId), inArray(customers.environmentId, environmentIds)))
    .orderBy(desc(recentCustomers.lookedAt), recentCustomers.customerId)
    .limit(limit)
}
