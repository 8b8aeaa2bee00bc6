import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { closeWindows, isFirstInWindow, takeBack } from '@/db/queries/staff/rate-limits'
import { cut, isStorable } from '@/db/storable'
import { networkOf, wideNetworkOf } from '@/lib/client-network'
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
  /** The account with this email, if any. Its attempts are counted together, however the email is written. */
  staffId?: string | undefined
  /** The mark that the browser kept from an earlier sign-in. */
  device?: string | undefined
}

/**
 * Counts an attempt before the password is checked, so that concurrent attempts can't all get through. Attempts from
 * one network wait up to five minutes. An account or IP address as a whole waits at most one, because its owners wait
 * too.
 */
export async function countSignIn(db: Db, asker: Asker, now = new Date()) {
  const refused = await takeTurn(db, asker, now)
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
  const { own, account, newcomers, newcomer, address } = keysOf(asker)
  await closeWindows(db, { keys: [own, account, newcomers, newcomer] })
  await takeBack(db, { key: address })
}

/**
 * Constant attempts would take every turn of an account before its owner can. So a throttled account also has a turn
 * every two seconds, at most two per wide network: attackers from 15 networks have used theirs up within a minute.
 */
async function takeTurn(db: Db, asker: Asker, now: Date) {
  const { own, account, newcomers, newcomer, address } = keysOf(asker)
  const ownPlace = { key: own, free: 5, waitMsMax: 5 * 60_000 }
  if (knownDevice(asker.device, asker.staffId)) return takeTry(db, [ownPlace], now)
  const wholeAddress = { key: address, free: 60, waitMsMax: 60_000 }
  const refused = await takeTry(db, [ownPlace, { key: account, free: 20, waitMsMax: 60_000 }, wholeAddress], now)
  if (refused?.key !== account) return refused
  const asNewcomer: Slowdown[] = [
    { key: newcomers, free: 5, waitMsMax: 2_000 },
    { key: newcomer, free: 2, waitMsMin: triesWindowMs, waitMsMax: triesWindowMs },
  ]
  const refusedAgain = await takeTry(db, [ownPlace, ...asNewcomer, wholeAddress], now)
  return refusedAgain && { ...refused, waitMs: Math.min(refused.waitMs, refusedAgain.waitMs) }
}

function keysOf({ email, ip = 'none', staffId, device }: Asker) {
  const account = staffId ?? hashOf(email.normalize('NFKC').toLowerCase())
  const network = networkOf(ip)
  return {
    own: `sign-in:own:${account}:${knownDevice(device, staffId) ?? network}`,
    account: `sign-in:account:${account}`,
    newcomers: `sign-in:newcomers:${account}`,
    newcomer: `sign-in:newcomer:${account}:${wideNetworkOf(ip)}`,
    address: `sign-in:address:${network}`,
  }
}

/** Audits throttling once per key and window. */
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
