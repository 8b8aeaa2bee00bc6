import { z } from 'zod'
import { announce } from '@/db/announce'
import { insertApiKey } from '@/db/queries/settings/api-keys'
import { apiKeyKinds } from '@/db/schema/credentials'
import { command } from '@/lib/command'
import { Instant } from '@/lib/instant'
import { inEnvironment } from '@/lib/scope'
import { nameText } from '@/lib/text/name-text'
import { makeKey } from './make-key'
import { ratePerSecondDefaults } from './public-limit-table'

export const dayMs = 86_400_000
const daysMax = 3_650

export const KeyKind = z.enum(apiKeyKinds, 'Choose publishable or secret.')

export const CreateKey = inEnvironment({
  kind: KeyKind,
  name: nameText(80, 'Enter a name, for example where the key is used.'),
  expiresInDays: z.coerce
    .number('Enter a number of days.')
    .int('Enter a whole number of days.')
    .min(1, 'At least one day.')
    .max(daysMax, 'At most ten years.')
    .optional(),
  /** An alternative to `expiresInDays`. */
  expiresAt: Instant.refine((at) => Date.parse(at) > Date.now(), 'Must be in the future.')
    .refine((at) => Date.parse(at) <= Date.now() + daysMax * dayMs, 'At most ten years from now.')
    .optional(),
  ratePerSecondMax: z.coerce
    .number('Enter a number.')
    .int('Enter a whole number.')
    .min(1, 'At least 1.')
    .max(100_000, 'At most 100,000.')
    .optional(),
})

/** Creates a key. A secret key is only in this result, because only its hash is stored. */
export const createKey = command('api_key.create', CreateKey, async ({ db, staff, input }) => {
  const { environmentId, kind, name, expiresInDays } = input
  const ratePerSecondMax = input.ratePerSecondMax ?? ratePerSecondDefaults[kind]
  const { key, ...stored } = makeKey(kind)
  const expiresAt = input.expiresAt
    ? new Date(input.expiresAt)
    : expiresInDays
      ? new Date(Date.now() + expiresInDays * dayMs)
      : null
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
