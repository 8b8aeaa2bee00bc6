import type { Db } from '@/db/client'
import { createServiceToken } from '@/lib/service-tokens/create-service-token'
import { revokeServiceToken } from '@/lib/service-tokens/revoke-service-token'
import { rotateServiceToken } from '@/lib/service-tokens/rotate-service-token'
import { signedIn } from '@/lib/testing/contexts'
import { type Act, aSentence } from './act'

async function tokenOf(db: Db) {
  const ctx = await signedIn(db, { role: 'admin' })
  const { id } = await createServiceToken(ctx, { name: 'Deployment', role: 'admin' })
  const [row] = await db.query.serviceTokens.findMany({ where: (token, { eq }) => eq(token.id, id) })
  return { ctx, tokenId: id, lastFour: row?.lastFour }
}

export const serviceTokenActs: Act[] = [
  {
    verb: 'createServiceToken',
    async arrange(db) {
      const ctx = await signedIn(db, { role: 'admin' })
      return { ctx, act: () => createServiceToken(ctx, { name: 'Deployment', role: 'admin' }) }
    },
    again: 'makes another one',
  },
  {
    verb: 'rotateServiceToken',
    async arrange(db) {
      const { ctx, tokenId, lastFour } = await tokenOf(db)
      const act = () => rotateServiceToken(ctx, { tokenId, overlapHours: 24 })
      return { ctx, act, before: { tokenId, lastFour, expiresAt: null } }
    },
    again: 'makes another one',
  },
  {
    verb: 'revokeServiceToken',
    async arrange(db) {
      const { ctx, tokenId, lastFour } = await tokenOf(db)
      const act = () => revokeServiceToken(ctx, { tokenId })
      return { ctx, act, before: { role: 'admin', lastFour, expiresAt: null, lastUsedAt: null } }
    },
    again: aSentence,
  },
]
