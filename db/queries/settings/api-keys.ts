import { and, eq, gt, isNotNull, isNull, lte, or } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { isInUse } from '@/db/queries/in-use'
import { apps, companies, environments } from '@/db/schema/companies'
import { apiKeys } from '@/db/schema/credentials'

/** By hash, or by ID when only that is known. */
export type WhichKey = { keyHash: string } | { id: string }

/** The key with its environment, unless the key is revoked or expired, or its app is archived. */
export async function findLiveKey(db: Db, { now, ...which }: WhichKey & { now: Date }) {
  const [row] = await db
    .select({
      id: apiKeys.id,
      kind: apiKeys.kind,
      name: apiKeys.name,
      ratePerSecondMax: apiKeys.ratePerSecondMax,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
      environment: {
        id: environments.id,
        name: environments.name,
        appId: apps.id,
        companyId: apps.companyId,
        bundleId: apps.bundleId,
      },
      identity: {
        isRequired: environments.requiresIdentity,
        secret: environments.identitySecret,
        jwksUrl: environments.identityJwksUrl,
        issuer: environments.identityIssuer,
        audience: environments.identityAudience,
        minutesMax: environments.identityMinutesMax,
      },
    })
    .from(apiKeys)
    .innerJoin(environments, eq(environments.id, apiKeys.environmentId))
    .innerJoin(apps, eq(apps.id, environments.appId))
    .innerJoin(companies, eq(companies.id, apps.companyId))
    .where(
      and(
        isInUse,
        'id' in which ? eq(apiKeys.id, which.id) : eq(apiKeys.keyHash, which.keyHash),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
      ),
    )
  return row
}

/** An expired or revoked key, and when it ended; undefined if it is unknown or active. */
export async function findEndedKey(db: Db, { keyHash, now }: { keyHash: string; now: Date }) {
  const [row] = await db
    .select({
      environmentId: apiKeys.environmentId,
      kind: apiKeys.kind,
      lastFour: apiKeys.lastFour,
      revokedAt: apiKeys.revokedAt,
      expiresAt: apiKeys.expiresAt,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.keyHash, keyHash), or(isNotNull(apiKeys.revokedAt), lte(apiKeys.expiresAt, now))))
  return row
}

export async function touchKey(db: Db, { keyId, now }: { keyId: string; now: Date }) {
  await db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, keyId))
}

export async function insertApiKey(db: Db, key: typeof apiKeys.$inferInsert) {
  const [row] = await db.insert(apiKeys).values(key).returning()
  if (!row) throw new Error('insert gave no row')
  return row
}
