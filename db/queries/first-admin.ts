import type { Db } from '../client'
import { waitForTurn } from '../locks'
import { staff } from '../schema/staff'

/** True when it was made: only where there is no staff yet. */
export function insertFirstAdmin(
  db: Db,
  { email, passwordHash }: { email: string; passwordHash: string },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    await waitForTurn(tx, 'firstRows')
    const [someone] = await tx.select({ id: staff.id }).from(staff).limit(1)
    if (someone) return false
    await tx.insert(staff).values({ email, passwordHash, name: 'Admin', role: 'admin' })
    return true
  })
}
