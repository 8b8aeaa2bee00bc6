import type { Db } from '@/db/client'
import { deleteSession } from '@/db/queries/staff/sessions'
import { hashOf } from '@/lib/secrets'

/** Signs out. Every copy of the token stops working. */
export async function endSession(db: Db, { token }: { token: string }) {
  await deleteSession(db, { tokenHash: hashOf(token) })
}
