import type { Db } from '@/db/client'
import { findLiveSession, touchSession } from '@/db/queries/sessions'
import { makeStaffContext, type StaffContext } from '../context'
import { hashOf } from '../secrets'

const touchEveryMs = 60_000

/** The only maker of a StaffContext: undefined unless the token names a live session of an enabled staff member. */
export async function contextForSession(
  db: Db,
  { token, requestId, ip, now = new Date() }: { token: string | undefined; requestId: string; ip?: string; now?: Date },
): Promise<StaffContext | undefined> {
  if (!token) return undefined
  const found = await findLiveSession(db, { tokenHash: hashOf(token), now })
  if (!found) return undefined
  const idleMs = now.getTime() - found.lastSeenAt.getTime()
  if (idleMs > touchEveryMs) await touchSession(db, { sessionId: found.sessionId, now })
  const { lastSeenAt: _, companyIds, ...staff } = found
  return makeStaffContext({
    db,
    requestId,
    ip,
    staff: { ...staff, companyIds: staff.role === 'admin' ? 'all' : companyIds },
  })
}
