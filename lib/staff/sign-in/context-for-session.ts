import type { Db } from '@/db/client'
import { findLiveSession, touchSession } from '@/db/queries/staff/sessions'
import { sessionLimits } from '@/db/session-limits'
import { makeStaffContext, type StaffContext } from '@/lib/context'
import { env } from '@/lib/env'
import { Refused } from '@/lib/errors'
import { hashOf } from '@/lib/secrets'
import { areRulesOff } from '@/lib/staff/rules/needs'

const touchEveryMs = 60_000

type Asked = {
  requestId: string
  ip?: string
  now?: Date
  /** Sent by an open page on its own, so it doesn't reset the session's idle time. */
  isUnattended?: boolean
  /** From the page for setting up a second factor, the only one open to people who still have to set it up. */
  isSettingUp?: boolean
}

/**
 * Returns the context of a session, or undefined unless the token names a live session of an enabled staff member that
 * meets the sign-in rules. Throws `second_factor_required` for a person who has to set up a second factor first.
 */
export async function contextForSession(
  db: Db,
  { token, ...asked }: Asked & { token: string | undefined },
): Promise<StaffContext | undefined> {
  return token ? contextFor(db, { tokenHash: hashOf(token) }, asked) : undefined
}

/** Rebuilds a context from its session's current state, for long-running requests. Doesn't reset the idle time. */
export const renewedContext = ({ db, staff, requestId, ip }: StaffContext) =>
  contextFor(db, { sessionId: staff.sessionId }, { requestId, ip, isUnattended: true })

async function contextFor(
  db: Db,
  session: { tokenHash: string } | { sessionId: string },
  { requestId, ip, now = new Date(), isUnattended = false, isSettingUp = false }: Asked,
) {
  const found = await findLiveSession(db, { ...session, now })
  if (!found) return undefined
  const need = areRulesOff() ? 'nothing' : found.need
  const isWithProvider = found.oidcIssuer !== null && found.oidcIssuer === env().AUTH_OIDC_ISSUER
  if (need === 'single_sign_on' && !isWithProvider) return undefined
  if (need === 'second_factor' && !isWithProvider && !found.hasSecondFactor && !isSettingUp)
    throw secondFactorRequired()
  const isTouched = now.getTime() - found.lastSeenAt.getTime() > touchEveryMs && !isUnattended
  if (isTouched) await touchSession(db, { sessionId: found.sessionId, now })
  const endsAt = endOf(isTouched ? { ...found, lastSeenAt: now } : found)
  const { sessionId, id, email, name, role, steppedUpAt, companyIds, companyRoles } = found
  return makeStaffContext({
    db,
    requestId,
    ip,
    staff: {
      ...{ sessionId, id, email, name, role, steppedUpAt, endsAt },
      signedInWith: isWithProvider ? 'single_sign_on' : 'password',
      companyIds: role === 'admin' ? 'all' : companyIds,
      companyRoles: role === 'admin' ? {} : companyRoles,
    },
  })
}

const secondFactorRequired = () =>
  new Refused('forbidden', 'Your role needs two-factor authentication. Set it up first.', {}, 'second_factor_required')

/** Must agree with `isAliveAt`. */
function endOf({ createdAt, expiresAt, lastSeenAt }: { createdAt: Date; expiresAt: Date; lastSeenAt: Date }) {
  const { lengthMs, idleMs } = sessionLimits()
  return new Date(Math.min(expiresAt.getTime(), createdAt.getTime() + lengthMs, lastSeenAt.getTime() + idleMs))
}
