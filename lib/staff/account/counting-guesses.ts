import { insertAuditEntry } from '@/db/queries/staff/audit'
import { closeWindows, isFirstInWindow } from '@/db/queries/staff/rate-limits'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { plural } from '@/lib/format/number'
import { askerOf } from '@/lib/scope'
import { takeTry, triesWindowMs } from '@/lib/staff/sign-in/tries'
import { tellRefusal } from '@/lib/tell-refusal'

/**
 * Wraps an act that asks for the person's own password or code, so that a stolen session can't guess it. Each attempt
 * is counted before the act and outside its transaction, which a wrong guess rolls back. A right guess resets the
 * count.
 */
export async function countingGuesses<Result>(ctx: StaffContext, act: () => Promise<Result>): Promise<Result> {
  const { db, staff } = ctx
  const key = `own-secret:${staff.id}`
  const now = new Date()
  const refused = await takeTry(db, [{ key, free: 5, waitMsMax: 5 * 60_000 }], now)
  if (refused) {
    tellRefusal('own_secret_throttled', askerOf(ctx))
    if (await isFirstInWindow(db, { key: `told:${key}`, now, windowMs: triesWindowMs })) await audit(ctx)
    const seconds = Math.ceil(refused.waitMs / 1_000)
    throw new Refused('too-many', `Too many attempts. Try again in ${plural(seconds, 'second')}.`, {}, 'rate_limited', {
      retryAfterSeconds: seconds,
    })
  }
  const result = await act()
  await closeWindows(db, { keys: [key] })
  return result
}

async function audit({ db, staff, ip, requestId }: StaffContext) {
  await insertAuditEntry(db, {
    action: 'account.throttled',
    actorKind: 'staff',
    actorId: staff.id,
    actorName: staff.name,
    subjectKind: 'staff',
    subjectId: staff.id,
    subjectName: staff.name,
    ip,
    requestId,
  })
}
