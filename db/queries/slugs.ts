import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apps, companies, type EnvironmentName, environments } from '@/db/schema/companies'

/** The IDs behind the slugs of a path, including archived ones. Undefined if any of them doesn't exist. */
export async function companyIdBySlug(db: Db, { company }: { company: string }) {
  const [row] = await db.select({ companyId: companies.id }).from(companies).where(eq(companies.slug, company))
  return row
}

export async function appIdBySlugs(db: Db, { company, app }: { company: string; app: string }) {
  const [row] = await db
    .select({ companyId: companies.id, appId: apps.id })
    .from(apps)
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(and(eq(companies.slug, company), eq(apps.slug, app)))
  return row
}

export async function environmentIdBySlugs(
  db: Db,
  { company, app, environment }: { company: string; app: string; environment: EnvironmentName },
) {
  const [row] = await db
    .select({ companyId: companies.id, appId: apps.id, environmentId: environments.id })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(and(eq(companies.slug, company), eq(apps.slug, app), eq(environments.name, environment)))
  return row
}

const company = {
  id: companies.id,
  slug: companies.slug,
  name: companies.name,
  requiresApproval: companies.requiresApproval,
  messageTextDays: companies.messageTextDays,
  approvalEndAskedById: companies.approvalEndAskedById,
  approvalEndAskedByName: companies.approvalEndAskedByName,
  archivedAt: companies.archivedAt,
  createdAt: companies.createdAt,
}

/** By slug, including archived ones. */
export function companiesBySlug(db: Db, { companyIds }: { companyIds: readonly string[] | 'all' }) {
  const isTheirs = companyIds === 'all' ? undefined : inArray(companies.id, [...companyIds])
  return db.select(company).from(companies).where(isTheirs).orderBy(asc(companies.slug))
}

/** By slug, with their environments, including archived apps. */
export async function appsBySlug(db: Db, { companyId }: { companyId: string }) {
  const rows = await db
    .select({ app: apps, environment: environments })
    .from(apps)
    .innerJoin(environments, eq(environments.appId, apps.id))
    .where(eq(apps.companyId, companyId))
    .orderBy(asc(apps.slug), asc(environments.name))
  return rows.map(({ app, environment: { id, name, apnsServer, requiresIdentity } }) => ({
    app,
    environment: { id, name, apnsServer, requiresIdentity },
  }))
}
