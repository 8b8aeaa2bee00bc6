import { randomBytes } from 'node:crypto'
import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { deleteSession, insertSession } from '@/db/queries/staff/sessions'
import { changeStaffRow, findStaff } from '@/db/queries/staff/staff'
import { sessionLimits } from '@/db/session-limits'
import { storable } from '@/db/storable'
import { env } from '@/lib/env'
import { hashOf } from '@/lib/secrets'
import { knownDevice } from './known-device'
import { tellSignIn } from './tell-sign-in'

export const sessionMsMax = () => sessionLimits().lengthMs

/** After this, the person goes through the provider again, which may no longer know them. */
const providerMsMax = () => Math.min(env().AUTH_OIDC_SESSION_HOURS * 3_600_000, sessionMsMax())

type Provider = {
  issuer: string
  subject: string
  sid: string | undefined
  /** When the person last authenticated at the provider, if it says so. */
  authenticatedAt?: Date | undefined
}

type StartSession = {
  staffId: string
  /** Revoke the token the browser sent, to prevent session fixation. */
  previousToken: string | undefined
  ip: string | undefined
  userAgent: string | undefined
  /** The mark that the browser kept from an earlier sign-in. */
  device?: string | undefined
  requestId: string
  /** The single sign-on that started the session, if any. */
  provider?: Provider | undefined
}

/** Starts a session and returns its new token, which only the cookie ever holds. */
export async function startSession(db: Db, given: StartSession) {
  const { staffId, previousToken, ip, userAgent, device, requestId, provider } = given
  const token = randomBytes(32).toString('base64url')
  const now = new Date()
  await db.transaction(async (tx) => {
    const person = await findStaff(tx, { staffId })
    if (!person || person.disabledAt) throw new Error('a session for someone who may not sign in')
    if (previousToken) await deleteSession(tx, { tokenHash: hashOf(previousToken) })
    await insertSession(tx, {
      staffId,
      tokenHash: hashOf(token),
      ip,
      userAgent: userAgent && storable(userAgent, 300),
      expiresAt: new Date(now.getTime() + (provider ? providerMsMax() : sessionMsMax())),
      steppedUpAt: provedAt(provider, now),
      oidcIssuer: provider?.issuer,
      oidcSubject: provider?.subject,
      oidcSid: provider?.sid,
    })
    await changeStaffRow(tx, { staffId, lastSignedInAt: now })
    await insertAuditEntry(tx, {
      action: 'session.sign_in',
      actorKind: 'staff',
      actorId: staffId,
      actorName: person.name,
      subjectKind: 'staff',
      subjectId: staffId,
      subjectName: person.name,
      after: { with: provider ? 'single sign-on' : 'password' },
      ip,
      requestId,
    })
    // The first sign-in follows an invitation, so it isn't announced.
    if (person.lastSignedInAt && !knownDevice(device, staffId)) await tellSignIn(tx, { person, ip, userAgent, at: now })
  })
  return token
}

/** The provider may not have asked for credentials, so its own time counts, but never a time in the future. */
function provedAt(provider: Provider | undefined, now: Date): Date {
  const at = provider?.authenticatedAt ?? now
  return at < now ? at : now
}
