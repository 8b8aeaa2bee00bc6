import type { Db } from '@/db/client'
import { insertAuditEntry } from '@/db/queries/staff/audit'
import { isFirstInWindow } from '@/db/queries/staff/rate-limits'
import { actorOf } from '@/lib/command'
import type { SignedInStaff } from '@/lib/context'
import type { Scope } from '@/lib/scope'

const windowMs = 3_600_000

type Look = { db: Db; staff: SignedInStaff; scope: Scope; requestId: string; ip: string | undefined }

/**
 * Records that a staff member looked at a customer, at most once an hour, so that a page that refreshes itself doesn't
 * count again. Stores only the ID, so that nothing is left to erase.
 */
export async function auditLook({ db, staff, scope, requestId, ip }: Look, { customerId }: { customerId: string }) {
  const actor = actorOf({ staff })
  const key = `looked:${actor.actorId}:${customerId}`
  if (!(await isFirstInWindow(db, { key, now: new Date(), windowMs }))) return
  await insertAuditEntry(db, {
    action: 'customer.look_up',
    ...actor,
    actorName: staff.name,
    companyId: scope.companyId,
    environmentId: scope.environmentId,
    subjectKind: 'customer',
    subjectId: customerId,
    ip,
    requestId,
  })
}
