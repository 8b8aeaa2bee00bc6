import type { Database } from '@/db/client'
import { insertFirstToken } from '@/db/queries/staff/service-tokens'
import type { Env } from '@/lib/env'
import { log } from '@/lib/log'
import { ofToken } from '@/lib/service-tokens/make-token'

/** Creates an admin's service token from INIT_SERVICE_TOKEN in an empty database; later starts change nothing. */
export async function prepareFirstToken({ env, database }: { env: Env; database: Database }) {
  if (!env.INIT_SERVICE_TOKEN) return
  const { token: _, ...stored } = ofToken(env.INIT_SERVICE_TOKEN)
  const isMade = await insertFirstToken(database.db, {
    ...stored,
    name: 'INIT_SERVICE_TOKEN',
    role: 'admin',
    companyIds: [],
  })
  if (isMade) log.info('first service token created')
}
