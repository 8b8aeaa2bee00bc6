import { sql } from 'drizzle-orm'
import type { Db } from '../client'
import { staff } from '../schema/staff'

/** True when it was made: only where there is no staff yet. */
export function insertFirstAdmin(
  db: Db,
  { email, passwordHash }: { email: string; passwordHash: string },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    // Two processes may start at once on the empty database.
    await tx.execute(sql`lock table ${staff} in share row exclusive mode`)
    const [someone] = await tx.select({ id: staff.id }).from(staff).limit(1)
    if (someone) return false
    await tx.insert(staff).values({ email, passwordHash, name: 'Admin', role: 'admin' })
    return true
  })
}
