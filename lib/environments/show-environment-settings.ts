import { findEnvironmentSettings } from '@/db/queries/environment-settings'
import { query } from '../command'
import { withRefusal } from '../deliveries/refusal'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'

export type EnvironmentSettings = Awaited<ReturnType<typeof showEnvironmentSettings>>

/** What is set for the environment itself; no secret in it. */
export const showEnvironmentSettings = query('settings.read', inEnvironment({}), async ({ db, input }) => {
  const found = await findEnvironmentSettings(db, input)
  if (!found) throw new Refused('not-found', 'This environment doesn’t exist.')
  return withRefusal(found)
})
