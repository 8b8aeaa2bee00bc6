import type { Db } from '@/db/client'
import { waitForTurn } from '@/db/locks'
import { staff } from '@/db/schema/staff'

/** Creates the admin only if there is no staff yet. Returns whether it did. */
export function insertFirstAdmin(
  db: Db,
  { email, passwordHash }: { email: string; passwordHash: string },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    await waitForTurn(tx, 'firstRows')
    if (await hasStaff(tx)) return false
    await tx.insert(staff).values({ email, passwordHash, name: 'Admin', role: 'admin' })
    return true
  })
}

/** Whether there is anyone who could sign in. */
export async function hasStaff(db: Db): Promise<boolean> {
  return (await db.select({ id: staff.id }).from(staff).limit(1)).length > 0
}
