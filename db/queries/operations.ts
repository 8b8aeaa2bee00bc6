import { eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apps, companies, environments } from '@/db/schema/companies'
import { companyEndpoints } from '@/db/schema/credentials'
import { incidents } from '@/db/schema/incidents'

const count = sql<number>`count(*)::int`

/** Open incidents by cause and severity. */
export function countOpenIncidents(db: Db) {
  return db
    .select({ cause: incidents.cause, severity: incidents.severity, count })
    .from(incidents)
    .where(isNull(incidents.closedAt))
    .groupBy(incidents.cause, incidents.severity)
}

/** Environments on hold because APNs rejects their key or bundle ID, by reason. */
export function countEnvironmentsOnHold(db: Db) {
  return db
    .select({ reason: sql<string>`${environments.blockedReason}`, count })
    .from(environments)
    .where(isNotNull(environments.blockedReason))
    .groupBy(environments.blockedReason)
}

/** Company APIs with an open circuit, which get no requests at the moment. */
export function countOpenCircuits(db: Db) {
  return db.select({ count }).from(companyEndpoints).where(gt(companyEndpoints.openUntil, sql`now()`))
}

/** The slugs of all environments, oldest first, for metric labels. */
export function listEnvironmentSlugs(db: Db) {
  return db
    .select({ id: environments.id, company: companies.slug, app: apps.slug, environment: environments.name })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .orderBy(environments.createdAt, environments.id)
}
