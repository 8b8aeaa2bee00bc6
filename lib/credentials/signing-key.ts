import type { Db } from '@/db/client'
import { credentialsOfEnvironment } from '@/db/queries/settings/credential-settings'

/** The environment's key in use: the newest active one. */
export async function signingKey(db: Db, environmentId: string) {
  const [newest] = await credentialsOfEnvironment(db, { environmentId, limit: 1 })
  return newest?.revokedAt ? undefined : newest
}
