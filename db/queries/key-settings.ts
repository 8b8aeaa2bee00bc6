import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../client'
import { apiKeys } from '../schema/credentials'
import { staff } from '../schema/staff'

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

/** Living keys first, then what has ended, newest first. */
export function keysOfEnvironment(db: Db, { environmentId, limit }: { environmentId: string; limit: number }) {
  return db
    .select(shown)
    .from(apiKeys)
    .leftJoin(staff, eq(staff.id, apiKeys.createdById))
    .where(eq(apiKeys.environmentId, environmentId))
    .orderBy(sql`${apiKeys.revokedAt} is not null`, desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(limit)
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
