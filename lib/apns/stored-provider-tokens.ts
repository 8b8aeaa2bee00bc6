import type { Db } from '@/db/client'
import { findProviderToken, replaceProviderToken } from '@/db/queries/settings/apns'
import { decrypt, encrypt, type SealedPurpose } from '@/lib/secrets'
import type { ProviderToken, ProviderTokenStore } from './transport/provider-tokens'

/** Stores one provider token per key in the database, for all processes and machines. */
export function storedProviderTokens(db: Db, { credentialId }: { credentialId: string }): ProviderTokenStore {
  const purpose: SealedPurpose = `provider_tokens.token:${credentialId}`
  const opened = (row: { token: string; issuedAt: Date }): ProviderToken => ({
    jwt: decrypt(row.token, purpose),
    issuedAt: row.issuedAt,
  })

  async function find() {
    const row = await findProviderToken(db, { credentialId })
    return row && opened(row)
  }

  return {
    find,
    async replace(token, issued) {
      const sealed = encrypt(token.jwt, purpose)
      const kept = await replaceProviderToken(db, { credentialId, token: sealed, issuedAt: token.issuedAt, issued })
      if (kept) return token
      const theirs = await find()
      if (!theirs) throw new Error('The APNs key was removed while its token was being renewed.')
      return theirs
    },
  }
}
