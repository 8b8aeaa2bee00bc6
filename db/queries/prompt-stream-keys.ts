import { and, eq, gt, isNull, or } from 'drizzle-orm'
import type { Db } from '../client'
import { apiKeys } from '../schema/credentials'

/** By id, for a stream address that the key was once used to get. */
export async function findLiveKeyById(
  db: Db,
  { environmentId, keyId, now }: { environmentId: string; keyId: string; now: Date },
) {
  const [row] = await db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.id, keyId),
        eq(apiKeys.environmentId, environmentId),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
      ),
    )
  return row
}
