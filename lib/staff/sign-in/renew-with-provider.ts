import type { Db } from '@/db/client'
import { findAgedSession } from '@/db/queries/staff/sessions'
import { env } from '@/lib/env'
import { hashOf } from '@/lib/secrets'

/**
 * Whether the token’s session came from single sign-on and ended only by age, while in use. If so, the person is sent
 * through the provider again, which may still know them.
 */
export async function mayRenewWithProvider(db: Db, { token, now = new Date() }: { token: string; now?: Date }) {
  const { AUTH_OIDC_ISSUER: issuer } = env()
  return issuer !== undefined && (await findAgedSession(db, { tokenHash: hashOf(token), issuer, now })) !== undefined
}
