import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { apiKeys } from '@/db/schema/credentials'
import { staff } from '@/db/schema/staff'

type One = { environmentId: string; keyId: string }

const shown = {
  id: apiKeys.id,
  kind: apiKeys.kind,
  name: apiKeys.name,
  prefix: apiKeys.prefix,
  lastFour: apiKeys.lastFour,
  publishableKey: apiKeys.publishableKey,
  ratePerSecondMax: apiKeys.ratePerSecondMax,
  lastUsedAt: apiKeys.lastUsedAt,
  expiresAt: apiKeys.expiresAt,
  revokedAt: apiKeys.revokedAt,
  createdAt: apiKeys.createdAt,
  createdByName: staff.name,
}

type Asked = { environmentId: string; limit: number; after?: string }

/** Unrevoked keys first, then newest first; with `after`, those that follow that key. */
export function keysOfEnvironment(db: Db, { environmentId, limit, after }: Asked) {
  return db
    .select(shown)
    .from(apiKeys)
    .leftJoin(staff, eq(staff.id, apiKeys.createdById))
    .where(and(eq(apiKeys.environmentId, environmentId), after ? follows(environmentId, after) : undefined))
    .orderBy(sql`${apiKeys.revokedAt} is not null`, desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(limit)
}

/** In the order above. Nothing follows a key that doesn't exist. */
const follows = (environmentId: string, keyId: string) => sql`exists (
  select from ${apiKeys} as last
  where last.environment_id = ${environmentId} and last.id = ${keyId}
    and ((${apiKeys.revokedAt} is not null) > (last.revoked_at is not null)
      or ((${apiKeys.revokedAt} is not null) = (last.revoked_at is not null)
        and (${apiKeys.createdAt}, ${apiKeys.id}) < (last.created_at, last.id))))`

export async function findKeyRow(db: Db, { environmentId, keyId }: One) {
  const [row] = await db
    .select(shown)
    .from(apiKeys)
    .leftJoin(staff, eq(staff.id, apiKeys.createdById))
    .where(and(eq(apiKeys.environmentId, environmentId), eq(apiKeys.id, keyId)))
  return row
}

export async function lockLiveKey(db: Db, { environmentId, keyId }: One) {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.environmentId, environmentId), eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
    .for('no key update')
  return row
}

export async function endKey(db: Db, { environmentId, keyId, ...ends }: One & { revokedAt?: Date; expiresAt?: Date }) {
  await db
    .update(apiKeys)
    .set(ends)
    .where(and(eq(apiKeys.environmentId, environmentId), eq(apiKeys.id, keyId)))
}
