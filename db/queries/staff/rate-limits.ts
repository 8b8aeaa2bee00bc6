import { eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { rateLimits } from '@/db/schema/staff'

/** Counts one more in the key's window, or opens a new one. A single statement, so that concurrent tries all count. */
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
    .returning({ count: rateLimits.points })
  if (!row) throw new Error('upsert gave no row')
  return row
}

/** How often each key was tried in its window, and when last. Locks the rows in one order for the transaction. */
export async function lockTries(db: Db, { keys, now, windowMs }: { keys: string[]; now: Date; windowMs: number }) {
  const sorted = [...keys].sort()
  await db
    .insert(rateLimits)
    .values(sorted.map((key) => ({ key, points: 0, expire: new Date(now.getTime() + windowMs) })))
    .onConflictDoNothing()
  const rows = await db
    .select()
    .from(rateLimits)
    .where(inArray(rateLimits.key, sorted))
    .orderBy(sql`${rateLimits.key} collate "C"`)
    .for('update')
  return new Map(
    rows.map(({ key, points, expire }) => {
      const isOver = !expire || expire <= now
      return [key, { count: isOver ? 0 : points, lastAt: isOver ? undefined : new Date(expire.getTime() - windowMs) }]
    }),
  )
}

/** Each try restarts the window. */
export async function storeTries(
  db: Db,
  { counts, now, windowMs }: { counts: ReadonlyMap<string, number>; now: Date; windowMs: number },
) {
  const expire = new Date(now.getTime() + windowMs)
  for (const [key, points] of counts) await db.update(rateLimits).set({ points, expire }).where(eq(rateLimits.key, key))
}

/** Returns true to the first caller within the key's window. */
export async function isFirstInWindow(db: Db, { key, now, windowMs }: { key: string; now: Date; windowMs: number }) {
  const expire = new Date(now.getTime() + windowMs)
  const first = await db
    .insert(rateLimits)
    .values({ key, points: 1, expire })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: { expire },
      setWhere: sql`${rateLimits.expire} <= ${sql.param(now, rateLimits.expire)}`,
    })
    .returning({ key: rateLimits.key })
  return first.length > 0
}

export async function takeBack(db: Db, { key }: { key: string }) {
  await db
    .update(rateLimits)
    .set({ points: sql`greatest(${rateLimits.points} - 1, 0)` })
    .where(eq(rateLimits.key, key))
}

export async function closeWindows(db: Db, { keys }: { keys: string[] }) {
  await db.delete(rateLimits).where(inArray(rateLimits.key, keys))
}
