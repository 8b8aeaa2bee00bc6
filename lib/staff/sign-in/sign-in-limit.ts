import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { closeWindows, isFirstInWindow, takeBack } from '@/db/queries/staff/rate-limits'
import { cut, isStorable } from '@/db/storable'
import { Refused } from '@/lib/errors'
import { plural } from '@/lib/format/number'
import { hashOf } from '@/lib/secrets'
import { tellRefusal } from '@/lib/tell-refusal'
import { knownDevice } from './known-device'
import { type Slowdown, takeTry, triesWindowMs } from './tries'

type Asker = {
  email: string
  ip: string | undefined
  requestId: string
  /** Whose account the email is, if anyone's: however it is written, its tries are counted together. */
  staffId?: string | undefined
  /** What the browser kept of an earlier sign-in. */
  device?: string | undefined
}

/**
 * Counted before the password is checked, so that simultaneous tries can't all get through. Someone who tries from one place
 * waits minutes in the end; the account itself and a whole address never more than one, because their owners wait too.
 */
export async function countSignIn(db: Db, asker: Asker, now = new Date()) {
  const refused = await takeTry(db, slowdownsOf(asker), now)
  if (!refused) return
  const { ip, requestId, staffId } = asker
  tellRefusal('sign_in_throttled', { ip, requestId, staffId })
  await auditOnce(db, asker, refused.key, now)
  const seconds = Math.ceil(refused.waitMs / 1_000)
  const wait = seconds < 60 ? plural(seconds, 'second') : plural(Math.ceil(seconds / 60), 'minute')
  throw new Refused('too-many', `Too many attempts. Try again in ${wait}.`, {}, 'rate_limited', {
    retryAfterSeconds: seconds,
  })
}

/** A correct password wasn't a guess, so it doesn't count. */
export async function forgiveSignIn(db: Db, asker: Asker) {
  const [own, account, address] = keysOf(asker)
  await closeWindows(db, { keys: [own, account] })
  await takeBack(db, { key: address })
}

function slowdownsOf(asker: Asker): Slowdown[] {
  const [own, account, address] = keysOf(asker)
  const ownPlace = { key: own, free: 5, waitMsMax: 5 * 60_000 }
  if (knownDevice(asker.device, asker.staffId)) return [ownPlace]
  return [ownPlace, { key: account, free: 20, waitMsMax: 60_000 }, { key: address, free: 60, waitMsMax: 60_000 }]
}

function keysOf({ email, ip, staffId, device }: Asker): [own: string, account: string, address: string] {
  const account = staffId ?? hashOf(email.normalize('NFKC').toLowerCase())
  const place = knownDevice(device, staffId) ?? ip ?? 'none'
  return [`sign-in:own:${account}:${place}`, `sign-in:account:${account}`, `sign-in:address:${ip ?? 'none'}`]
}

/** In the audit log, once for as long as it goes on. */
async function auditOnce(db: Db, { email, ip, requestId, staffId }: Asker, key: string, now: Date) {
  if (!(await isFirstInWindow(db, { key: `told:${key}`, now, windowMs: triesWindowMs }))) return
  await insertAuditEntry(db, {
    action: 'session.throttled',
    actorKind: 'system',
    actorName: 'Sign-in',
    subjectKind: 'staff',
    subjectId: staffId,
    subjectName: isStorable(email) ? cut(email, 200) : undefined,
    after: { limit: key.split(':')[1] },
    ip,
    requestId,
  })
}
