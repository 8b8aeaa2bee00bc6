import * as tokens from '@/db/queries/staff/service-tokens'
import { query } from '@/lib/command'
import { onPlatform } from '@/lib/scope'

/** Lists all tokens, working ones first. Never returns the tokens themselves. */
export const listServiceTokens = query('service_token.read', onPlatform({}), async ({ db }) => {
  const now = new Date()
  return (await tokens.serviceTokenRows(db)).map(({ isOwnerDisabled, ...row }) => ({
    ...row,
    state: row.revokedAt
      ? ('revoked' as const)
      : row.expiresAt && row.expiresAt <= now
        ? ('expired' as const)
        : isOwnerDisabled
          ? ('owner_disabled' as const)
          : ('active' as const),
  }))
})

export type ListedServiceToken = Awaited<ReturnType<typeof listServiceTokens>>[number]
