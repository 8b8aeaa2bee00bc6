import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apps, companies, environments } from '@/db/schema/companies'
import { isArchived } from './in-use'

export async function findEnvironment(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({
      environmentId: environments.id,
      environmentName: environments.name,
      appId: apps.id,
      companyId: companies.id,
      companySlug: companies.slug,
      isArchived,
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(eq(environments.id, environmentId))
  return row
}

export async function findApp(db: Db, { appId }: { appId: string }) {
  const [row] = await db
    .select({ appId: apps.id, companyId: companies.id, companySlug: companies.slug, isArchived })
    .from(apps)
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(eq(apps.id, appId))
  return row
}

export async function findCompany(db: Db, { companyId }: { companyId: string }) {
  const [row] = await db
    .select({
      companyId: companies.id,
      companySlug: companies.slug,
      isArchived: sql<boolean>`${companies.archivedAt} is not null`,
    })
    .from(companies)
    .where(eq(companies.id, companyId))
  return row
}

export async function findAppName(db: Db, { appId }: { appId: string }) {
  const [row] = await db.select({ name: apps.name }).from(apps).where(eq(apps.id, appId))
  if (!row) throw new Error('the app’s scope was found, but not its row')
  return row.name
}

const dayMs = 86_400_000

/**
 * Whether any company requires approval. A company archived less than a day ago counts, so that no admin can archive
 * it, change what it inherits, and restore it.
 */
export async function isApprovalRequiredSomewhere(db: Db): Promise<boolean> {
  const isInUse = or(isNull(companies.archivedAt), gt(companies.archivedAt, new Date(Date.now() - dayMs)))
  const strict = await db
    .select({ id: companies.id })
    .from(companies)
    .where(and(companies.requiresApproval, isInUse))
    .limit(1)
  return strict.length > 0
}
