import { z } from 'zod'
import { announce } from '@/db/announce'
import { insertApiKey } from '@/db/queries/settings/api-keys'
import { endKey } from '@/db/queries/settings/key-settings'
import { command } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'
import { getLiveKey } from './get-live-key'
import { expiryAsBefore } from './lifetime'
import { makeKey } from './make-key'

const hourMs = 3_600_000
export const overlapHours = [0, 1, 24, 168, 720] as const

export const RotateKey = inEnvironment({
  keyId: z.uuid(),
  /** How long the old key keeps working while the new one is rolled out. */
  overlapHours: z.coerce.number().pipe(z.literal(overlapHours, 'Choose how long the old key keeps working.')),
})

/** Creates a key with the same kind, name, rate limit, and lifetime. The old one expires after the overlap. */
export const rotateKey = command('api_key.create', RotateKey, async ({ db, staff, input }) => {
  const { environmentId, keyId } = input
  const old = await getLiveKey(db, { environmentId, keyId })
  const { key, ...stored } = makeKey(old.kind)
  const row = await insertApiKey(db, {
    ...stored,
    environmentId,
    kind: old.kind,
    name: old.name,
    ratePerSecondMax: old.ratePerSecondMax,
    publishableKey: old.kind === 'publishable' ? key : null,
    createdById: staff.id,
    expiresAt: expiryAsBefore(old),
  })
  const ends = new Date(Date.now() + input.overlapHours * hourMs)
  const endsAt = old.expiresAt && old.expiresAt < ends ? old.expiresAt : ends
  await endKey(db, { environmentId, keyId, expiresAt: endsAt, ...(input.overlapHours === 0 && { revokedAt: ends }) })
  await announce(db, { kind: 'keys', environmentId })
  return {
    result: { id: row.id, kind: old.kind, name: old.name, key, oldEndsAt: endsAt },
    audit: {
      action: 'api_key.rotate',
      subject: { kind: 'api_key', id: row.id, name: old.name },
      before: { keyId, lastFour: old.lastFour, expiresAt: old.expiresAt },
      after: { keyId: row.id, lastFour: row.lastFour, expiresAt: row.expiresAt, oldEndsAt: endsAt },
    },
  }
})
