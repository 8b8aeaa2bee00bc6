import { keysOfEnvironment } from '@/db/queries/key-settings'
import { query } from '../command'
import { inEnvironment } from '../scope'
import { shownKey } from './shown-key'

/** Every key of the environment, living ones first; never a secret key itself. */
export const listKeys = query('settings.read', inEnvironment({}), async ({ db, input }) => {
  const now = new Date()
  return (await keysOfEnvironment(db, input)).map((row) => shownKey(row, now))
})
