import { and, asc, eq, isNotNull, isNull, ne, or } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { inNaturalOrder } from '@/db/natural-order'
import { apps, companies, environments } from '@/db/schema/companies'

export async function insertCompany(db: Db, company: { slug: string; name: string }) {
  const [row] = await db.insert(companies).values(company).onConflictDoNothing().returning()
  return row
}

export async function insertApp(db: Db, app: { companyId: string; slug: string; name: string; bundleId: string }) {
  const [row] = await db.insert(apps).values(app).onConflictDoNothing().returning()
  return row
}

export async function insertEnvironments(db: Db, rows: (typeof environments.$inferInsert)[]) {
  await db.insert(environments).values(rows)
}

export async function lockCompanyRow(db: Db, { companyId }: { companyId: string }) {
  const [row] = await db.select().from(companies).where(eq(companies.id, companyId)).for('update')
  return row
}

export async function lockAppRow(db: Db, { appId }: { appId: string }) {
  const [row] = await db.select().from(apps).where(eq(apps.id, appId)).for('update')
  return row
}

export async function changeCompanyRow(
  db: Db,
  { companyId, ...change }: { companyId: string; name?: string; archivedAt?: Date | null },
) {
  await db.update(companies).set(change).where(eq(companies.id, companyId))
}

export async function changeAppRow(
  db: Db,
  { appId, ...change }: { appId: string; name?: string; bundleId?: string; archivedAt?: Date | null },
) {
  await db.update(apps).set(change).where(eq(apps.id, appId))
}

/** The non-archived app that already has the bundle ID. */
export async function findAppByBundleId(db: Db, { bundleId, except }: { bundleId: string; except?: string }) {
  const [row] = await db
    .select({ name: apps.name, companyName: companies.name })
    .from(apps)
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(and(eq(apps.bundleId, bundleId), isNull(apps.archivedAt), except ? ne(apps.id, except) : undefined))
    .limit(1)
  return row
}

type Of = { companyId: string } | { appId: string }
const of = (place: Of) => ('appId' in place ? eq(apps.id, place.appId) : eq(apps.companyId, place.companyId))

export async function environmentsOf(db: Db, place: Of) {
  return db
    .select({ environmentId: environments.id, environmentName: environments.name })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .where(of(place))
    .orderBy(asc(environments.id))
}

/** Archived companies, and archived apps of companies, by name. */
export async function listArchivedRows(db: Db) {
  const rows = await db
    .select({
      companyId: companies.id,
      companyName: companies.name,
      companyArchivedAt: companies.archivedAt,
      appId: apps.id,
      appName: apps.name,
      appArchivedAt: apps.archivedAt,
    })
    .from(companies)
    .leftJoin(apps, and(eq(apps.companyId, companies.id), isNotNull(apps.archivedAt)))
    .where(or(isNotNull(companies.archivedAt), isNotNull(apps.archivedAt)))
  return inNaturalOrder(rows, ({ companyName, companyId, appName }) => [companyName, companyId, appName ?? ''])
}
