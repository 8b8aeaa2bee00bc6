import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { staffFavorites } from '@/db/schema/staff'

type Favorite = { staffId: string; appId: string }

/** The person's favorite apps, including archived apps and ones they no longer have access to. */
export async function favoriteApps(db: Db, { staffId }: { staffId: string }): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ appId: staffFavorites.appId })
    .from(staffFavorites)
    .where(eq(staffFavorites.staffId, staffId))
  return new Set(rows.map(({ appId }) => appId))
}

/** Returns false if it already was a favorite. */
export async function insertFavorite(db: Db, favorite: Favorite) {
  const rows = await db.insert(staffFavorites).values(favorite).onConflictDoNothing().returning()
  return rows.length > 0
}

/** Returns false if it wasn't a favorite. */
export async function deleteFavorite(db: Db, { staffId, appId }: Favorite) {
  const rows = await db
    .delete(staffFavorites)
    .where(and(eq(staffFavorites.staffId, staffId), eq(staffFavorites.appId, appId)))
    .returning()
  return rows.length > 0
}
