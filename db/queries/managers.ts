import { and, asc, eq, exists, isNull, or } from 'drizzle-orm'
import type { Db } from '../client'
import { staff, staffCompanies } from '../schema/staff'

/** Who may change a company's settings: its integration managers, and the admins. */
export function managersOfCompany(db: Db, { companyId }: { companyId: string }) {
  const isAssigned = exists(
    db
      .select({ id: staffCompanies.staffId })
      .from(staffCompanies)
      .where(and(eq(staffCompanies.staffId, staff.id), eq(staffCompanies.companyId, companyId))),
  )
  return db
    .select({ name: staff.name, email: staff.email, role: staff.role })
    .from(staff)
    .where(
      and(
        isNull(staff.disabledAt),
        or(eq(staff.role, 'admin'), and(eq(staff.role, 'integration_manager'), isAssigned)),
      ),
    )
    .orderBy(asc(staff.role), asc(staff.name))
    .limit(20)
}
