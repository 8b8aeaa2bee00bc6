import type { companies } from '@/db/schema/companies'
import type { SignedInStaff } from '@/lib/context'

type Row = Omit<typeof companies.$inferSelect, 'approvalEndAskedAt'>

/** A company’s row as the API shows it. */
export function companyFacts(row: Row, staff: SignedInStaff) {
  const { id, slug, name, requiresApproval, messageTextDays, archivedAt, createdAt } = row
  return {
    ...{ id, slug, name, requiresApproval, messageTextDays, archivedAt, createdAt },
    approvalEndAskedBy: row.approvalEndAskedByName,
    approvalEndAskedByYou: row.approvalEndAskedById === staff.id,
  }
}
