import { z } from 'zod'
import { endServiceToken } from '@/db/queries/staff/service-tokens'
import { command } from '@/lib/command'
import { onPlatform } from '@/lib/scope'
import { liveServiceToken } from './live-service-token'

/** Revokes a token. Every later request with it fails. */
export const revokeServiceToken = command(
  'service_token.revoke',
  onPlatform({ tokenId: z.uuid() }),
  async ({ db, input: { tokenId } }) => {
    const { name, role, lastFour, expiresAt, lastUsedAt } = await liveServiceToken(db, { tokenId })
    await endServiceToken(db, { tokenId, revokedAt: new Date() })
    return {
      result: { id: tokenId, name },
      audit: {
        subject: { kind: 'service_token', id: tokenId, name },
        before: { role, lastFour, expiresAt, lastUsedAt },
      },
    }
  },
)
