import { eq } from 'drizzle-orm'
import type { Db } from '../client'
import { type ApnsServer, apps, companies, environments } from '../schema/companies'
import { blockedBy } from './holds'

export async function findEnvironmentSettings(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({
      id: environments.id,
      name: environments.name,
      apnsServer: environments.apnsServer,
      requiresIdentity: environments.requiresIdentity,
      identityJwksUrl: environments.identityJwksUrl,
      blockedReason: environments.blockedReason,
      blockedAt: environments.blockedAt,
      blockedBy,
      bundleId: apps.bundleId,
      companyId: companies.id,
      companyName: companies.name,
      requiresApproval: companies.requiresApproval,
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(eq(environments.id, environmentId))
  return row
}

export async function lockEnvironment(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db.select().from(environments).where(eq(environments.id, environmentId)).for('no key update')
  return row
}

export type EnvironmentChange = {
  environmentId: string
  apnsServer?: ApnsServer
  requiresIdentity?: boolean
  identitySecret?: string
  identityJwksUrl?: string | null
  blockedReason?: null
  blockedAt?: null
}

export async function changeEnvironment(db: Db, { environmentId, ...change }: EnvironmentChange) {
  await db.update(environments).set(change).where(eq(environments.id, environmentId))
}

export async function lockCompany(db: Db, { companyId }: { companyId: string }) {
  const [row] = await db
    .select({ name: companies.name, requiresApproval: companies.requiresApproval })
    .from(companies)
    .where(eq(companies.id, companyId))
    .for('update')
  return row
}

export async function setRequiresApproval(
  db: Db,
  { companyId, requiresApproval }: { companyId: string; requiresApproval: boolean },
) {
  await db.update(companies).set({ requiresApproval }).where(eq(companies.id, companyId))
}
