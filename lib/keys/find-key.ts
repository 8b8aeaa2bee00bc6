import { z } from 'zod'
import { findKeyRow } from '@/db/queries/settings/key-settings'
import { query } from '@/lib/command'
import { inEnvironment, nothingHere } from '@/lib/scope'
import { apiKeyView } from './api-key-view'

/** One key of the environment, as the list shows it. */
export const findKey = query('settings.read', inEnvironment({ keyId: z.uuid() }), async ({ db, input }) => {
  const row = await findKeyRow(db, input)
  if (!row) throw nothingHere()
  return apiKeyView(row, new Date())
})
