import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { isFirstInWindow } from '@/db/queries/staff/rate-limits'
import { deleteSessionsOfProvider } from '@/db/queries/staff/sessions'
import { env } from '@/lib/env'
import { Refused } from '@/lib/errors'
import { log } from '@/lib/log'
import { hashOf } from '@/lib/secrets'
import { logoutTokenMsMax, readLogoutToken } from './logout-token'

type Given = { token: string; ip: string | undefined; requestId: string; now?: Date }

/** Handles the provider's back-channel logout: ends the sessions it names, and their open streams, at once. */
export async function endSessionsByProvider(db: Db, { token, ip, requestId, now = new Date() }: Given) {
  const { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: clientId } = env()
  if (!issuer || !clientId) throw new Refused('invalid', 'Single sign-on isn’t set up here.')
  const { jti, sub, sid } = await readLogoutToken(token, { issuer, clientId }, now)
  return db.transaction(async (tx) => {
    // In the deletion's transaction: of two concurrent requests, the second waits and then finds the token used.
    const key = `logout-token:${hashOf(`${issuer} ${jti}`)}`
    if (!(await isFirstInWindow(tx, { key, now, windowMs: 2 * logoutTokenMsMax })))
      throw new Refused('invalid', 'This logout token was used before.')
    const ended = await deleteSessionsOfProvider(tx, { issuer, subject: sub, sid })
    for (const { staffId, name, sessionsEnded } of ended)
      await insertAuditEntry(tx, {
        action: 'session.end_by_provider',
        actorKind: 'system',
        actorName: 'Single sign-on',
        subjectKind: 'staff',
        subjectId: staffId,
        subjectName: name,
        after: { sessionsEnded },
        ip,
        requestId,
      })
    const sessionsEnded = ended.reduce((sum, one) => sum + one.sessionsEnded, 0)
    log.info({ sessionsEnded, requestId }, 'single sign-on ended sessions')
    return { sessionsEnded }
  })
}
