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
  /** The last key of the previous page. */
  after: z.uuid().optional(),
}

/** The environment's keys, unrevoked ones first, then newest first. Secret keys are never returned. */
export const listKeys = query('settings.read', inEnvironment(shape), async ({ db, input }) => {
  const now = new Date()
  return (await keysOfEnvironment(db, input)).map((row) => apiKeyView(row, now))
})
