import { and, eq, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { inNaturalOrder } from '@/db/natural-order'
import { isApprovalRequiredSomewhere } from '@/db/queries/companies'
import { isInUse } from '@/db/queries/in-use'
import { roleThere } from '@/db/queries/staff/company-roles'
import { inTheirPlace } from '@/db/queries/workspace'
import { apps, companies, type EnvironmentName, environments } from '@/db/schema/companies'
import { staff, staffCompanies } from '@/db/schema/staff'

/** The environments that a configuration can affect, in natural order of their names. */
export async function promptEnvironments(
  db: Db,
  {
    environmentName,
    companyId,
    appId,
    companyIds = 'all',
  }: {
    environmentName?: EnvironmentName
    companyId?: string | null
    appId?: string | null
    companyIds?: readonly string[] | 'all'
  },
) {
  const rows = await db
    .select({
      environmentId: environments.id,
      environmentName: environments.name,
      appId: apps.id,
      appName: apps.name,
      appSlug: apps.slug,
      companyId: companies.id,
      companyName: companies.name,
      companySlug: companies.slug,
      requiresApproval: companies.requiresApproval,
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(
      and(
        isInUse,
        environmentName && eq(environments.name, environmentName),
        companyId ? eq(companies.id, companyId) : undefined,
        appId ? eq(apps.id, appId) : undefined,
        companyIds === 'all' ? undefined : inArray(companies.id, [...companyIds]),
      ),
    )
  return inNaturalOrder(rows, inTheirPlace)
}

/** The name to type as confirmation: the app's or company's. The platform requires approval if any company does. */
export async function placeNames(db: Db, { companyId, appId }: { companyId: string | null; appId: string | null }) {
  if (!companyId)
    return { name: undefined, appName: undefined, requiresApproval: await isApprovalRequiredSomewhere(db) }
  const [company] = await db
    .select({ name: companies.name, requiresApproval: companies.requiresApproval })
    .from(companies)
    .where(eq(companies.id, companyId))
  if (!company || !appId) return company && { ...company, appName: undefined }
  const [app] = await db
    .select({ name: apps.name })
    .from(apps)
    .where(and(eq(apps.id, appId), eq(apps.companyId, companyId)))
  return app && { ...company, appName: app.name }
}

/** People who can approve for one of these companies now: all admins, and the companies' integration managers. */
export async function promptApprovers(db: Db, { companyIds, now }: { companyIds: string[]; now: Date }) {
  const theirs = and(eq(staffCompanies.staffId, staff.id), inArray(staffCompanies.companyId, companyIds))
  const rows = await db
    .select({ id: staff.id, name: staff.name, role: staff.role, companyId: staffCompanies.companyId })
    .from(staff)
    .leftJoin(staffCompanies, and(theirs, eq(roleThere, 'integration_manager')))
    .where(
      and(
        isNull(staff.disabledAt),
        or(isNull(staff.approvalsHeldUntil), lte(staff.approvalsHeldUntil, now)),
        or(eq(staff.role, 'admin'), isNotNull(staffCompanies.companyId)),
      ),
    )
  return inNaturalOrder(rows, ({ name, id }) => [name, id])
}

/** Until when each of these people can't approve anything, and because of whom. */
export function approvalHoldsOf(db: Db, { staffIds }: { staffIds: string[] }) {
  const { id, approvalsHeldUntil, approvalsHeldById } = staff
  return db.select({ id, approvalsHeldUntil, approvalsHeldById }).from(staff).where(inArray(id, staffIds))
}

/** People who can change it: a company's integration managers, or for the platform the admins. */
export async function promptManagers(db: Db, { companyId }: { companyId: string | null }) {
  const isActive = isNull(staff.disabledAt)
  const rows = companyId
    ? await db
        .select({ name: staff.name })
        .from(staff)
        .innerJoin(staffCompanies, eq(staffCompanies.staffId, staff.id))
        .where(and(isActive, eq(roleThere, 'integration_manager'), eq(staffCompanies.companyId, companyId)))
    : await db
        .select({ name: staff.name })
        .from(staff)
        .where(and(isActive, eq(staff.role, 'admin')))
  return inNaturalOrder(
    rows.map(({ name }) => name),
    (name) => [name],
  )
}
