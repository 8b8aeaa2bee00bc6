import { z } from 'zod'
import { announce } from '@/db/changes'
import { insertApiKey } from '@/db/queries/api-keys'
import { apiKeyKinds } from '@/db/schema/credentials'
import { command } from '../command'
import { inEnvironment } from '../scope'
import { makeKey } from './make-key'

export const dayMs = 86_400_000
export const ratePerSecondDefault = 20_000

export const CreateKey = inEnvironment({
  kind: z.enum(apiKeyKinds, 'Choose publishable or secret.'),
  name: z.string().trim().min(1, 'Enter a name, for example where the key is used.').max(80, 'At most 80 characters.'),
  expiresInDays: z.coerce
    .number('Enter a number of days.')
    .int('Enter a whole number of days.')
    .min(1, 'At least one day.')
    .max(3_650, 'At most ten years.')
    .optional(),
  ratePerSecondMax: z.coerce
    .number('Enter a number.')
    .int('Enter a whole number.')
    .min(1, 'At least 1.')
    .max(100_000, 'At most 100,000.')
    .default(ratePerSecondDefault),
})

/** The whole key is in the result once, and nowhere else: only its hash is kept. */
export const createKey = command('api_key.create', CreateKey, async ({ db, staff, input }) => {
  const { environmentId, kind, name, expiresInDays, ratePerSecondMax } = input
  const { key, ...stored } = makeKey(kind)
  const expiresAt = expiresInDays ? new Date(Date.now() + expiresInDays * dayMs) : null
  const row = await insertApiKey(db, {
    ...stored,
    environmentId,
    kind,
    name,
    ratePerSecondMax,
    expiresAt,
    publishableKey: kind === 'publishable' ? key : null,
    createdById: staff.id,
  })
  await announce(db, { kind: 'keys', environmentId })
  return {
    result: { id: row.id, kind, name, key, expiresAt },
    audit: {
      subject: { kind: 'api_key', id: row.id, name },
      after: { kind, prefix: row.prefix, lastFour: row.lastFour, expiresAt, ratePerSecondMax },
    },
  }
})
