import type { Db } from '@/db/client'
import { deleteSession } from '@/db/queries/staff/sessions'
import { hashOf } from '@/lib/secrets'

/** Signs out. The token stops working, including every copy of it. */
export async function endSession(db: Db, { token }: { token: string }) {
  await deleteSession(db, { tokenHash: hashOf(token) })
}
