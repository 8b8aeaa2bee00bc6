import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { staffFavorites } from '@/db/schema/staff'

type Favorite = { staffId: string; appId: string }

/** The apps that are this person's favorites, also those that are archived or no longer theirs. */
export async function favoriteApps(db: Db, { staffId }: { staffId: string }): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ appId: staffFavorites.appId })
    .from(staffFavorites)
    .where(eq(staffFavorites.staffId, staffId))
  return new Set(rows.map(({ appId }) => appId))
}

/** False where it was one before. */
export async function insertFavorite(db: Db, favorite: Favorite) {
  const rows = await db.insert(staffFavorites).values(favorite).onConflictDoNothing().returning()
  return rows.length > 0
}

/** False where it was none. */
export async function deleteFavorite(db: Db, { staffId, appId }: Favorite) {
  const rows = await db
    .delete(staffFavorites)
    .where(and(eq(staffFavorites.staffId, staffId), eq(staffFavorites.appId, appId)))
    .returning()
  return rows.length > 0
}
