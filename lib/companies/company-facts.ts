import type { companies } from '@/db/schema/companies'

/** A company’s row as programs see it. */
export function companyFacts({
  approvalEndAskedById: _id,
  approvalEndAskedAt: _at,
  approvalEndAskedByName: approvalEndAskedBy,
  ...company
}: typeof companies.$inferSelect) {
  return { ...company, approvalEndAskedBy }
}
