import { z } from 'zod'
import type { Db } from '@/db/client'
import { askForApprovalEnd, lockCompany, setRequiresApproval } from '@/db/queries/settings/environment-settings'
import { type AuditOf, command } from '@/lib/command'
import type { SignedInStaff } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { inCompany } from '@/lib/scope'
import { refuseWhileHeld } from '@/lib/staff/team/approval-hold'

/** Whether a second person must approve a change to the prompt in production. */
export const SetApprovalRequired = inCompany({ requiresApproval: z.boolean() })

type Company = NonNullable<Awaited<ReturnType<typeof lockCompany>>>
type Wanted = { companyId: string; company: Company; staff: SignedInStaff }
type Done = { result: { isAsked: boolean }; audit: AuditOf }

/** One admin can turn it on. Turning it off takes two: the first one's request waits for a second, or is withdrawn. */
export const setApprovalRequired = command('company.change', SetApprovalRequired, async ({ db, staff, input }) => {
  const { companyId, requiresApproval } = input
  const company = await lockCompany(db, { companyId })
  if (!company) throw new Refused('not-found', 'This company doesn’t exist.')
  const wanted = { companyId, company, staff }
  if (company.requiresApproval) return requiresApproval ? keep(db, wanted) : end(db, wanted)
  if (!requiresApproval) throw new Refused('conflict', 'Approval is already not required here.')
  await setRequiresApproval(db, { companyId, requiresApproval })
  return done(wanted, { before: { requiresApproval: false }, after: { requiresApproval } })
})

async function end(db: Db, wanted: Wanted): Promise<Done> {
  const { companyId, company, staff } = wanted
  await refuseWhileHeld(db, staff)
  const askedBy = company.approvalEndAskedByName
  if (company.approvalEndAskedById === staff.id)
    throw new Refused('conflict', 'You’ve already requested this. Another admin must agree on this page.')
  if (company.approvalEndAskedById) {
    await setRequiresApproval(db, { companyId, requiresApproval: false })
    return done(wanted, { before: { requiresApproval: true, askedBy }, after: { requiresApproval: false } })
  }
  await askForApprovalEnd(db, { companyId, staffId: staff.id, name: staff.name, now: new Date() })
  const { result, audit } = done(wanted, { before: { askedBy: null }, after: { askedBy: staff.name } })
  return { result: { ...result, isAsked: true }, audit: { ...audit, action: 'company.ask_approval_end' } }
}

async function keep(db: Db, wanted: Wanted): Promise<Done> {
  const { companyId, company } = wanted
  const askedBy = company.approvalEndAskedByName
  if (!company.approvalEndAskedById) throw new Refused('conflict', 'Approval is already required here.')
  await setRequiresApproval(db, { companyId, requiresApproval: true })
  const { result, audit } = done(wanted, { before: { askedBy }, after: { askedBy: null } })
  return { result, audit: { ...audit, action: 'company.keep_approval' } }
}

const done = ({ companyId, company }: Wanted, change: Pick<AuditOf, 'before' | 'after'>): Done => ({
  result: { isAsked: false },
  audit: { subject: { kind: 'company', id: companyId, name: company.name }, ...change },
})
