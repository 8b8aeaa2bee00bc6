import type { Db } from '@/db/client'
import { findAgedSession } from '@/db/queries/staff/sessions'
import { env } from '@/lib/env'
import { hashOf } from '@/lib/secrets'

/**
 * Whether the token’s session began with single sign-on and ended by its age alone, while it was in use: its person goes
 * through the provider again, which may still know them.
 */
export async function mayRenewWithProvider(db: Db, { token, now = new Date() }: { token: string; now?: Date }) {
  const { AUTH_OIDC_ISSUER: issuer } = env()
  return issuer !== undefined && (await findAgedSession(db, { tokenHash: hashOf(token), issuer, now })) !== undefined
}
