import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, like, or } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { inNaturalOrder } from '@/db/natural-order'
import { isInUse } from '@/db/queries/in-use'
import { apps, companies, environments } from '@/db/schema/companies'
import { apiKeys, companyEndpoints } from '@/db/schema/credentials'
import { customers } from '@/db/schema/customers'
import { simulatedPushes } from '@/db/schema/simulator'

/** Simulated environments with an active publishable key, for the demo phone. Without `companyIds`: all companies'. */
export async function phoneEnvironments(db: Db, { companyIds, now }: { companyIds?: readonly string[]; now: Date }) {
  const rows = await db
    .select({
      id: environments.id,
      name: environments.name,
      requiresIdentity: environments.requiresIdentity,
      appId: apps.id,
      appName: apps.name,
      appSlug: apps.slug,
      bundleId: apps.bundleId,
      companyId: companies.id,
      companyName: companies.name,
      companySlug: companies.slug,
      publishableKey: apiKeys.publishableKey,
      endpointUrl: companyEndpoints.url,
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .innerJoin(apiKeys, eq(apiKeys.environmentId, environments.id))
    .leftJoin(companyEndpoints, eq(companyEndpoints.environmentId, environments.id))
    .where(
      and(
        isInUse,
        eq(environments.apnsServer, 'simulator'),
        eq(apiKeys.kind, 'publishable'),
        isNotNull(apiKeys.publishableKey),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
        companyIds ? inArray(companies.id, [...companyIds]) : undefined,
      ),
    )
    .orderBy(desc(apiKeys.createdAt))
  // One row per environment, with its newest key.
  const newest = rows.filter((row, index) => rows.findIndex(({ id }) => id === row.id) === index)
  return inNaturalOrder(newest, ({ companyName, companySlug, appName, appSlug, name }) => [
    companyName,
    companySlug,
    appName,
    appSlug,
    name === 'sandbox' ? 'first' : 'then',
  ])
}

export async function findPhoneEnvironment(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({
      id: environments.id,
      name: environments.name,
      apnsServer: environments.apnsServer,
      identitySecret: environments.identitySecret,
      bundleId: apps.bundleId,
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .where(eq(environments.id, environmentId))
  return row
}

/** Some of the environment's customers with a user ID, oldest first, so that the list stays the same. */
export async function someCustomers(db: Db, { environmentId, limit }: { environmentId: string; limit: number }) {
  return db
    .select({ userId: customers.userId, locale: customers.locale })
    .from(customers)
    .where(and(eq(customers.environmentId, environmentId), isNotNull(customers.userId)))
    .orderBy(asc(customers.createdAt), asc(customers.id))
    .limit(limit)
}

/** Pushes that the simulator or the demo company received for these addresses after that time, oldest first. */
export async function pushesFor(
  db: Db,
  {
    environmentName,
    topics,
    addresses,
    after,
    limit,
  }: { environmentName: 'production' | 'sandbox'; topics: string[]; addresses: string[]; after: Date; limit: number },
) {
  return db
    .select({
      id: simulatedPushes.id,
      apnsId: simulatedPushes.apnsId,
      address: simulatedPushes.token,
      topic: simulatedPushes.topic,
      headers: simulatedPushes.headers,
      payload: simulatedPushes.payload,
      at: simulatedPushes.createdAt,
    })
    .from(simulatedPushes)
    .where(
      and(
        eq(simulatedPushes.environmentName, environmentName),
        inArray(simulatedPushes.token, addresses),
        inArray(simulatedPushes.topic, topics),
        eq(simulatedPushes.status, 200),
        // Without pushes that APNs stores for an offline device or discards.
        or(isNull(simulatedPushes.fate), eq(simulatedPushes.fate, 'delivered')),
        gt(simulatedPushes.createdAt, after),
      ),
    )
    .orderBy(asc(simulatedPushes.createdAt), asc(simulatedPushes.id))
    .limit(limit)
}

export async function insertSimulatedPush(db: Db, row: typeof simulatedPushes.$inferInsert) {
  await db.insert(simulatedPushes).values(row)
}

/** The demo company's endpoints in simulated environments. */
export async function demoCompanyEndpoints(db: Db, { path }: { path: string }) {
  return db
    .select({
      environmentId: environments.id,
      environmentName: environments.name,
      signingSecret: companyEndpoints.signingSecret,
    })
    .from(companyEndpoints)
    .innerJoin(environments, eq(environments.id, companyEndpoints.environmentId))
    .where(and(eq(environments.apnsServer, 'simulator'), like(companyEndpoints.url, `%${path}`)))
}
