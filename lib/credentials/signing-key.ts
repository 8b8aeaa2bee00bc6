import type { Db } from '@/db/client'
import { credentialsOfEnvironment } from '@/db/queries/credential-settings'

/** Of an environment's keys, the one that signs: the newest that is not revoked. */
export async function signingKey(db: Db, environmentId: string) {
  const [newest] = await credentialsOfEnvironment(db, { environmentId, limit: 1 })
  return newest?.revokedAt ? undefined : newest
}
