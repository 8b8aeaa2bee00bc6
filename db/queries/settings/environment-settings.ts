import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { blockedBy } from '@/db/queries/sending/holds'
import { type ApnsServer, apps, companies, environments } from '@/db/schema/companies'

export async function findEnvironmentSettings(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({
      id: environments.id,
      name: environments.name,
      apnsServer: environments.apnsServer,
      requiresIdentity: environments.requiresIdentity,
      identityJwksUrl: environments.identityJwksUrl,
      identityIssuer: environments.identityIssuer,
      identityAudience: environments.identityAudience,
      identityMinutesMax: environments.identityMinutesMax,
      eventsSince: environments.eventsSince,
      blockedReason: environments.blockedReason,
      blockedAt: environments.blockedAt,
      blockedBy,
      bundleId: apps.bundleId,
      companyId: companies.id,
      companyName: companies.name,
      requiresApproval: companies.requiresApproval,
      messageTextDays: companies.messageTextDays,
      approvalEndAskedById: companies.approvalEndAskedById,
      approvalEndAskedByName: companies.approvalEndAskedByName,
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
  identityIssuer?: string | null
  identityAudience?: string | null
  identityMinutesMax?: number
  blockedReason?: null
  blockedAt?: null
}

export async function changeEnvironment(db: Db, { environmentId, ...change }: EnvironmentChange) {
  await db.update(environments).set(change).where(eq(environments.id, environmentId))
}

export async function lockCompany(db: Db, { companyId }: { companyId: string }) {
  const [row] = await db
    .select({
      name: companies.name,
      requiresApproval: companies.requiresApproval,
      approvalEndAskedById: companies.approvalEndAskedById,
      approvalEndAskedByName: companies.approvalEndAskedByName,
    })
    .from(companies)
    .where(eq(companies.id, companyId))
    .for('update')
  return row
}

const noOneAsks = { approvalEndAskedById: null, approvalEndAskedByName: null, approvalEndAskedAt: null }

/** Also clears a pending request to end approval. */
export async function setRequiresApproval(
  db: Db,
  { companyId, requiresApproval }: { companyId: string; requiresApproval: boolean },
) {
  await db
    .update(companies)
    .set({ requiresApproval, ...noOneAsks })
    .where(eq(companies.id, companyId))
}

export async function askForApprovalEnd(
  db: Db,
  { companyId, staffId, name, now }: { companyId: string; staffId: string; name: string; now: Date },
) {
  const asked = { approvalEndAskedById: staffId, approvalEndAskedByName: name, approvalEndAskedAt: now }
  await db.update(companies).set(asked).where(eq(companies.id, companyId))
}
