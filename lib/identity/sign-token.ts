import { SignJWT } from 'jose'
import { decrypt } from '@/lib/secrets'
import { identitySecretPurpose } from './rotate-identity-secret'

const lifetimeSeconds = 3_600

type Given = { environmentId: string; identitySecret: string; userId: string }

/** Signs a User-Token as the company's server would, valid for an hour. The secret is as stored, encrypted. */
export async function signToken({ environmentId, identitySecret, userId }: Given) {
  const secret = decrypt(identitySecret, identitySecretPurpose(environmentId))
  const now = Math.floor(Date.now() / 1_000)
  const expiresAt = now + lifetimeSeconds
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(userId)
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(secret))
  return { token, expiresAt: new Date(expiresAt * 1_000) }
}
