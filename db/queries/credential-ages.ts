import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { runSql } from '@/db/raw'

export type CredentialAge = {
  environmentId: string
  kind: 'apns_key' | 'secret_key' | 'publishable_key'
  ageSeconds: number
  /** Until the first key expires; null if none does. */
  expiresSeconds: number | null
}

/** For each environment, the age of the APNs key in use, and of the oldest active API key of each kind. */
export async function credentialAges(db: Db) {
  const seconds = (of: ReturnType<typeof sql>) => sql`extract(epoch from ${of})::float8`
  const { rows } = await runSql<CredentialAge>(
    db,
    sql`select environment_id as "environmentId", 'apns_key' as kind,
          ${seconds(sql`clock_timestamp() - max(created_at)`)} as "ageSeconds", null::float8 as "expiresSeconds"
        from apns_credentials where revoked_at is null group by environment_id
        union all
        select environment_id, kind || '_key', ${seconds(sql`clock_timestamp() - min(created_at)`)}, ${seconds(sql`min(expires_at) - clock_timestamp()`)}
        from api_keys where revoked_at is null and (expires_at is null or expires_at > now())
        group by environment_id, kind`,
  )
  return rows
}
