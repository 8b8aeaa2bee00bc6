import { z } from 'zod'
import { liveCredentialsNamed } from '@/db/queries/settings/credential-settings'
import { query } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'

/**
 * Finds active keys by Apple's key ID (several can share one, newest first), or one key by Pushdesk's ID. Throws if
 * there is none.
 */
export const findCredentials = query(
  'settings.read',
  inEnvironment({ name: z.string() }),
  async ({ db, input: { environmentId, name } }) => {
    const found = await liveCredentialsNamed(db, { environmentId, name })
    if (found.length) return found
    throw new Refused('not-found', 'This APNs key doesn’t exist in this environment or is already revoked.')
  },
)
