import { eq, sql } from 'drizzle-orm'
import type { Db } from '../client'
import { rateLimits } from '../schema/staff'

/** Counts one more in the key's window, or opens a new one. One statement, so that tries at the same moment all count. */
export async function countInWindow(db: Db, { key, now, windowMs }: { key: string; now: Date; windowMs: number }) {
  const expire = new Date(now.getTime() + windowMs)
  const isOver = sql`${rateLimits.expire} <= ${sql.param(now, rateLimits.expire)}`
  const [row] = await db
    .insert(rateLimits)
    .values({ key, points: 1, expire })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        points: sql`case when ${isOver} then 1 else ${rateLimits.points} + 1 end`,
        expire: sql`case when ${isOver} then ${sql.param(expire, rateLimits.expire)} else ${rateLimits.expire} end`,
      },
    })
    .returning({ count: rateLimits.points, endsAt: rateLimits.expire })
  if (!row) throw new Error('upsert gave no row')
  return { count: row.count, endsAt: row.endsAt ?? expire }
}

export async function takeBack(db: Db, { key }: { key: string }) {
  await db
    .update(rateLimits)
    .set({ points: sql`greatest(${rateLimits.points} - 1, 0)` })
    .where(eq(rateLimits.key, key))
}

export async function closeWindow(db: Db, { key }: { key: string }) {
  await db.delete(rateLimits).where(eq(rateLimits.key, key))
}
