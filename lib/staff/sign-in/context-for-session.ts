import type { Db } from '@/db/client'
import { findLiveSession, touchSession } from '@/db/queries/staff/sessions'
import { makeStaffContext, type StaffContext } from '@/lib/context'
import { hashOf } from '@/lib/secrets'

const touchEveryMs = 60_000

type Asked = {
  requestId: string
  ip?: string
  now?: Date
  /** By an open page alone: it keeps no session awake. */
  isUnattended?: boolean
}

/** The only maker of a StaffContext: undefined unless the token names a live session of an enabled staff member. */
export async function contextForSession(
  db: Db,
  { token, ...asked }: Asked & { token: string | undefined },
): Promise<StaffContext | undefined> {
  return token ? contextFor(db, { tokenHash: hashOf(token) }, asked) : undefined
}

/** The same request's context as its session stands now, for what goes on for longer than a moment. */
export const renewedContext = ({ db, staff, requestId, ip }: StaffContext) =>
  contextFor(db, { sessionId: staff.sessionId }, { requestId, ip })

async function contextFor(
  db: Db,
  session: { tokenHash: string } | { sessionId: string },
  { requestId, ip, now = new Date(), isUnattended = false }: Asked,
) {
  const found = await findLiveSession(db, { ...session, now })
  if (!found) return undefined
  const idleMs = now.getTime() - found.lastSeenAt.getTime()
  if (idleMs > touchEveryMs && !isUnattended) await touchSession(db, { sessionId: found.sessionId, now })
  const { lastSeenAt: _, companyIds, ...staff } = found
  return makeStaffContext({
    db,
    requestId,
    ip,
    staff: { ...staff, companyIds: staff.role === 'admin' ? 'all' : companyIds },
  })
}
