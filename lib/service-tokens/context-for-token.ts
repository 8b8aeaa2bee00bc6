import type { Db } from '@/db/client'
import { findLiveToken, touchToken } from '@/db/queries/staff/service-tokens'
import { makeStaffContext, type StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { TokenBuckets } from '@/lib/keys/token-buckets'
import { hashOf } from '@/lib/secrets'
import { bothOf, type StaffAccess } from '@/lib/staff/team/access'
import type { Trace } from '@/lib/trace'
import { tokenShape } from './make-token'

const perSecondMax = 50
const atOnceMax = 200
const tokensMax = 1_000
const touchEveryMs = 60_000

/** Rate limits of this process. */
const buckets = new TokenBuckets(tokensMax)

type Asked = { token: string; requestId: string; ip?: string; trace?: Trace; now?: Date }

type Found = NonNullable<Awaited<ReturnType<typeof findLiveToken>>>

/** Limits the token's access to what its owner has now, not what the owner had when the token was created. */
function accessOf({ role, companyIds, ownerRole, ownerCompanyIds, ownerCompanyRoles }: Found): StaffAccess {
  const own = { role, companyIds, companyRoles: {} }
  if (!ownerRole) return own
  return bothOf(own, { role: ownerRole, companyIds: ownerCompanyIds, companyRoles: ownerCompanyRoles })
}

/**
 * Returns the context of a program's request, or undefined unless the token is live and its owner, if any, is not
 * disabled.
 */
export async function contextForToken(
  db: Db,
  { token, requestId, ip, trace, now = new Date() }: Asked,
): Promise<StaffContext | undefined> {
  if (!tokenShape.test(token)) return undefined
  const found = await findLiveToken(db, { tokenHash: hashOf(token), now })
  if (!found) return undefined
  const retryAfterSeconds = buckets.of(found.id, perSecondMax, atOnceMax).take()
  if (retryAfterSeconds > 0)
    throw new Refused('too-many', 'This service token made too many calls.', {}, 'rate_limited', { retryAfterSeconds })
  if (now.getTime() - (found.lastUsedAt?.getTime() ?? 0) > touchEveryMs)
    await touchToken(db, { tokenId: found.id, now })
  const { id, name, ownerId, ownerName, ownerEmail } = found
  const { role, companyIds, companyRoles } = accessOf(found)
  return makeStaffContext({
    db,
    requestId,
    ip,
    trace,
    staff: {
      id: ownerId ?? id,
      sessionId: id,
      email: ownerEmail ?? '',
      name: ownerName ? `${name}, service token of ${ownerName}` : `${name}, service token`,
      role,
      companyIds: role === 'admin' ? 'all' : companyIds,
      companyRoles,
      token: { id, name, ownerId },
    },
  })
}
