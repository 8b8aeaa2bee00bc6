import { and, asc, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apps, environments } from '@/db/schema/companies'
import { apnsCredentials, providerTokens } from '@/db/schema/credentials'

/** What a transport needs to know of an environment, with the newest active APNs key. */
export async function apnsSetup(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({
      environmentName: environments.name,
      apnsServer: environments.apnsServer,
      bundleId: apps.bundleId,
      credential: {
        id: apnsCredentials.id,
        keyId: apnsCredentials.keyId,
        teamId: apnsCredentials.teamId,
        privateKey: apnsCredentials.privateKey,
      },
    })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .leftJoin(
      apnsCredentials,
      and(eq(apnsCredentials.environmentId, environments.id), isNull(apnsCredentials.revokedAt)),
    )
    .where(eq(environments.id, environmentId))
    .orderBy(desc(apnsCredentials.createdAt), desc(apnsCredentials.id))
    .limit(1)
  return row
}

/** The APNs key in use. */
export async function findSigningKey(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({
      keyId: apnsCredentials.keyId,
      teamId: apnsCredentials.teamId,
      createdAt: apnsCredentials.createdAt,
      verifiedAt: apnsCredentials.verifiedAt,
      verifiedAnswer: apnsCredentials.verifiedAnswer,
    })
    .from(apnsCredentials)
    .where(and(eq(apnsCredentials.environmentId, environmentId), isNull(apnsCredentials.revokedAt)))
    .orderBy(desc(apnsCredentials.createdAt), desc(apnsCredentials.id))
    .limit(1)
  return row
}

/** Locks the row until the transaction ends, so that no two processes both give an environment its first key. */
export async function lockEnvironmentOfApp(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({ apnsServer: environments.apnsServer, companyId: apps.companyId })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .where(eq(environments.id, environmentId))
    .for('no key update', { of: environments })
  return row
}

/** The team of the company's other keys, if any; a company is one team. */
export async function teamOfCompany(db: Db, { companyId }: { companyId: string }) {
  const [row] = await db
    .select({ teamId: apnsCredentials.teamId })
    .from(apnsCredentials)
    .innerJoin(environments, eq(environments.id, apnsCredentials.environmentId))
    .innerJoin(apps, eq(apps.id, environments.appId))
    .where(eq(apps.companyId, companyId))
    .orderBy(asc(apnsCredentials.createdAt))
    .limit(1)
  return row?.teamId
}

/** Includes revoked keys. */
export async function hasCredential(db: Db, { environmentId }: { environmentId: string }) {
  const [row] = await db
    .select({ id: apnsCredentials.id })
    .from(apnsCredentials)
    .where(eq(apnsCredentials.environmentId, environmentId))
    .limit(1)
  return row !== undefined
}

/** Every row with this key: one .p8 may serve several environments. */
export function credentialsByKeyId(db: Db, { keyId }: { keyId: string }) {
  return db
    .select({
      id: apnsCredentials.id,
      teamId: apnsCredentials.teamId,
      privateKey: apnsCredentials.privateKey,
      revokedAt: apnsCredentials.revokedAt,
      environmentName: environments.name,
    })
    .from(apnsCredentials)
    .innerJoin(environments, eq(environments.id, apnsCredentials.environmentId))
    .where(eq(apnsCredentials.keyId, keyId))
}

/** The bundle IDs of the apps that send with keys of this team. */
export async function bundleIdsOfTeam(db: Db, { teamId }: { teamId: string }) {
  const rows = await db
    .selectDistinct({ bundleId: apps.bundleId })
    .from(apnsCredentials)
    .innerJoin(environments, eq(environments.id, apnsCredentials.environmentId))
    .innerJoin(apps, eq(apps.id, environments.appId))
    .where(eq(apnsCredentials.teamId, teamId))
  return rows.map((row) => row.bundleId)
}

export async function findProviderToken(db: Db, { credentialId }: { credentialId: string }) {
  const [row] = await db
    .select({ token: providerTokens.token, issuedAt: providerTokens.issuedAt })
    .from(providerTokens)
    .where(eq(providerTokens.credentialId, credentialId))
  return row
}

/** Returns the stored row, or undefined if the existing token's issue time is within `issued`. */
export async function replaceProviderToken(
  db: Db,
  {
    credentialId,
    token,
    issuedAt,
    issued,
  }: { credentialId: string; token: string; issuedAt: Date; issued: { after: Date; before: Date } },
) {
  const [row] = await db
    .insert(providerTokens)
    .values({ credentialId, token, issuedAt })
    .onConflictDoUpdate({
      target: providerTokens.credentialId,
      set: { token: sql`excluded.token`, issuedAt: sql`excluded.issued_at` },
      setWhere: or(lte(providerTokens.issuedAt, issued.after), gt(providerTokens.issuedAt, issued.before)),
    })
    .returning({ token: providerTokens.token, issuedAt: providerTokens.issuedAt })
  return row
}
