import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { inNaturalOrder } from '@/db/natural-order'
import { apps, companies, type EnvironmentName, environments } from '@/db/schema/companies'
import { isInUse } from './in-use'
import { blockedBy } from './sending/holds'

/** Companies, apps, and environments in natural order; production before sandbox. */
export async function listWorkspace(db: Db, { companyIds }: { companyIds: readonly string[] | 'all' }) {
  const rows = await db
    .select({
      companyId: companies.id,
      companySlug: companies.slug,
      companyName: companies.name,
      appId: apps.id,
      appSlug: apps.slug,
      appName: apps.name,
      bundleId: apps.bundleId,
      environmentId: environments.id,
      environmentName: environments.name,
      apnsServer: environments.apnsServer,
      blockedReason: environments.blockedReason,
      blockedAt: environments.blockedAt,
      blockedBy,
    })
    .from(companies)
    .innerJoin(apps, eq(apps.companyId, companies.id))
    .innerJoin(environments, eq(environments.appId, apps.id))
    .where(and(isInUse, companyIds === 'all' ? undefined : inArray(companies.id, [...companyIds])))
  return inNaturalOrder(rows, inTheirPlace)
}

/** By company, app, and environment. The IDs separate equal names. */
export const inTheirPlace = (row: {
  companyName: string
  companyId: string
  appName: string
  appId: string
  environmentName: string
}) => [row.companyName, row.companyId, row.appName, row.appId, row.environmentName]

export async function findEnvironmentBySlugs(
  db: Db,
  { company, app, environment }: { company: string; app: string; environment: EnvironmentName },
) {
  const [row] = await db
    .select({
      id: environments.id,
      name: environments.name,
      apnsServer: environments.apnsServer,
      requiresIdentity: environments.requiresIdentity,
      blockedReason: environments.blockedReason,
      blockedAt: environments.blockedAt,
      blockedBy,
      app: { id: apps.id, slug: apps.slug, name: apps.name, bundleId: apps.bundleId },
      company: {
        id: companies.id,
        slug: companies.slug,
        name: companies.name,
        requiresApproval: companies.requiresApproval,
      },
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(and(isInUse, eq(companies.slug, company), eq(apps.slug, app), eq(environments.name, environment)))
  return row
}

/** Excludes archived companies. */
export async function companiesByName(db: Db, { companyIds }: { companyIds: readonly string[] | 'all' }) {
  const rows = await db
    .select({ id: companies.id, slug: companies.slug, name: companies.name })
    .from(companies)
    .where(and(isNull(companies.archivedAt), companyIds === 'all' ? undefined : inArray(companies.id, [...companyIds])))
  return inNaturalOrder(rows, ({ name, id }) => [name, id])
}
