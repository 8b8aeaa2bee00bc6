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

/** Environments whose deliveries wait because of what APNs said of their key or bundle ID, by its reason. */
export function countEnvironmentsOnHold(db: Db) {
  return db
    .select({ reason: sql<string>`${environments.blockedReason}`, count })
    .from(environments)
    .where(isNotNull(environments.blockedReason))
    .groupBy(environments.blockedReason)
}

/** Company APIs that get no requests at the moment, because they kept failing. */
export function countOpenCircuits(db: Db) {
  return db.select({ count }).from(companyEndpoints).where(gt(companyEndpoints.openUntil, sql`now()`))
}

/** The slugs of every environment, the oldest first: what a metric's labels call it. */
export function listEnvironmentSlugs(db: Db) {
  return db
    .select({ id: environments.id, company: companies.slug, app: apps.slug, environment: environments.name })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .orderBy(environments.createdAt, environments.id)
}
