import { z } from 'zod'
import { keysOfEnvironment } from '@/db/queries/settings/key-settings'
import { query } from '@/lib/command'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'
import { apiKeyView } from './api-key-view'

const shape = {
  limit: z
    .int()
    .min(1)
    .max(listedMax.apiKeys + 1)
    .default(listedMax.apiKeys),
  /** The key that came last before. */
  after: z.uuid().optional(),
}

/** The environment's keys, those not revoked first, then the newest. Secret keys are never returned. */
export const listKeys = query('settings.read', inEnvironment(shape), async ({ db, input }) => {
  const now = new Date()
  return (await keysOfEnvironment(db, input)).map((row) => apiKeyView(row, now))
})
