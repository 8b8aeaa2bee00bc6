import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '../client'
import { apps, companies, type EnvironmentName, environments } from '../schema/companies'
import { staff, staffCompanies } from '../schema/staff'
import { isInUse } from './in-use'

/** The environments that a configuration can reach, by the names people know them. */
export function promptEnvironments(
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
  return db
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
    .orderBy(asc(companies.name), asc(apps.name), asc(environments.name))
}

/** What a person types to confirm: the app's or the company's name. */
export async function placeNames(db: Db, { companyId, appId }: { companyId: string | null; appId: string | null }) {
  if (!companyId) return undefined
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

/** Who may change it: a company's integration managers, or the admins for the platform. */
export async function promptManagers(db: Db, { companyId }: { companyId: string | null }) {
  const isActive = isNull(staff.disabledAt)
  const rows = companyId
    ? await db
        .select({ name: staff.name })
        .from(staff)
        .innerJoin(staffCompanies, eq(staffCompanies.staffId, staff.id))
        .where(and(isActive, eq(staff.role, 'integration_manager'), eq(staffCompanies.companyId, companyId)))
        .orderBy(asc(staff.name))
    : await db
        .select({ name: staff.name })
        .from(staff)
        .where(and(isActive, eq(staff.role, 'admin')))
        .orderBy(asc(staff.name))
  return rows.map(({ name }) => name)
}
