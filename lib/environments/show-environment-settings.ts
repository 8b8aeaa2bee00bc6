import { findEnvironmentSettings } from '@/db/queries/settings/environment-settings'
import { query } from '@/lib/command'
import { withRefusal } from '@/lib/deliveries/attempts/refusal'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'

export type EnvironmentSettings = Awaited<ReturnType<typeof showEnvironmentSettings>>

/** Returns the environment's own settings, without secrets. */
export const showEnvironmentSettings = query('settings.read', inEnvironment({}), async ({ db, input }) => {
  const found = await findEnvironmentSettings(db, input)
  if (!found) throw new Refused('not-found', 'This environment doesn’t exist.')
  return withRefusal(found)
})
