import { randomBytes } from 'node:crypto'
import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/audit'
import { deleteSession, insertSession } from '@/db/queries/sessions'
import { changeStaffRow, findStaff } from '@/db/queries/staff'
import { storable } from '@/db/storable'
import { hashOf } from '../secrets'

export const sessionMsMax = 7 * 86_400_000

type StartSession = {
  staffId: string
  /** Revoke the token the browser sent, to prevent session fixation. */
  previousToken: string | undefined
  ip: string | undefined
  userAgent: string | undefined
  requestId: string
}

/** A new session with a new token, which only the cookie ever holds. */
export async function startSession(db: Db, { staffId, previousToken, ip, userAgent, requestId }: StartSession) {
  const token = randomBytes(32).toString('base64url')
  const now = new Date()
  await db.transaction(async (tx) => {
    const person = await findStaff(tx, { staffId })
    if (!person || person.disabledAt) throw new Error('a session for somebody who may not sign in')
    if (previousToken) await deleteSession(tx, { tokenHash: hashOf(previousToken) })
    await insertSession(tx, {
      staffId,
      tokenHash: hashOf(token),
      ip,
      userAgent: userAgent && storable(userAgent, 300),
      expiresAt: new Date(now.getTime() + sessionMsMax),
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
      ip,
      requestId,
    })
  })
  return token
}
