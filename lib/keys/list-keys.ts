import { keysOfEnvironment } from '@/db/queries/key-settings'
import { query } from '../command'
import { listedMax } from '../listed-max'
import { inEnvironment } from '../scope'
import { shownKey } from './shown-key'

/** The environment's keys, those not revoked first, then the newest. Secret keys are never returned. */
export const listKeys = query('settings.read', inEnvironment({}), async ({ db, input }) => {
  const now = new Date()
  return (await keysOfEnvironment(db, { ...input, limit: listedMax.apiKeys })).map((row) => shownKey(row, now))
})
