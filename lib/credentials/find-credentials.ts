import { z } from 'zod'
import { liveCredentialsNamed } from '@/db/queries/settings/credential-settings'
import { query } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'

/** Keys in use by Apple's key ID, which several may have, the newest first; or the one with Pushdesk's ID. At least one. */
export const findCredentials = query(
  'settings.read',
  inEnvironment({ name: z.string() }),
  async ({ db, input: { environmentId, name } }) => {
    const found = await liveCredentialsNamed(db, { environmentId, name })
    if (found.length) return found
    throw new Refused('not-found', 'This APNs key doesn’t exist in this environment or is already revoked.')
  },
)
