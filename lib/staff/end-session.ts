import type { Db } from '@/db/client'
import { deleteSession } from '@/db/queries/sessions'
import { hashOf } from '../secrets'

/** Signing out: the token is worth nothing from now on, wherever a copy of it may be. */
export async function endSession(db: Db, { token }: { token: string }) {
  await deleteSession(db, { tokenHash: hashOf(token) })
}
