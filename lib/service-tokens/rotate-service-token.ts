import { z } from 'zod'
import { endServiceToken, insertServiceToken } from '@/db/queries/staff/service-tokens'
import { command } from '@/lib/command'
import { expiryAsBefore } from '@/lib/keys/lifetime'
import { overlapHours } from '@/lib/keys/rotate-key'
import { onPlatform } from '@/lib/scope'
import { liveServiceToken } from './live-service-token'
import { makeToken } from './make-token'

const hourMs = 3_600_000

export const RotateServiceToken = onPlatform({
  tokenId: z.uuid(),
  /** How long the old token keeps working while the new one is rolled out. */
  overlapHours: z.coerce.number().pipe(z.literal(overlapHours, 'Choose how long the old token keeps working.')),
})

/**
 * Creates a token with the same name, role, companies, and lifetime, owned by the caller. The old one expires after the
 * overlap.
 */
export const rotateServiceToken = command('service_token.create', RotateServiceToken, async ({ db, staff, input }) => {
  const { tokenId } = input
  const old = await liveServiceToken(db, { tokenId })
  const { token, ...stored } = makeToken()
  const { name, role, companyIds } = old
  const ownerId = staff.token ? staff.token.ownerId : staff.id
  const expiresAt = expiryAsBefore(old)
  const row = await insertServiceToken(db, { ...stored, name, role, companyIds, ownerId, expiresAt })
  const ends = new Date(Date.now() + input.overlapHours * hourMs)
  const endsAt = old.expiresAt && old.expiresAt < ends ? old.expiresAt : ends
  await endServiceToken(db, { tokenId, expiresAt: endsAt, ...(input.overlapHours === 0 && { revokedAt: ends }) })
  return {
    result: { id: row.id, name, role, companyIds, expiresAt, token, oldEndsAt: endsAt },
    audit: {
      action: 'service_token.rotate',
      subject: { kind: 'service_token', id: row.id, name },
      before: { tokenId, lastFour: old.lastFour, expiresAt: old.expiresAt },
      after: { tokenId: row.id, lastFour: row.lastFour, expiresAt, oldEndsAt: endsAt },
    },
  }
})
