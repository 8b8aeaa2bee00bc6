import { decodeJwt, errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { Refused } from '@/lib/errors'
import { providerKeys } from './provider-keys'

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
const secondsMax = 300
const clockSeconds = 60

/** How long a token could be replayed. Its ID is remembered for longer. */
export const logoutTokenMsMax = (secondsMax + 2 * clockSeconds) * 1_000

const Claims = z
  .object({
    jti: z.string().min(1).max(512),
    sub: z.string().min(1).max(255).optional(),
    sid: z.string().min(1).max(512).optional(),
    events: z.object({ [logoutEvent]: z.looseObject({}) }),
    nonce: z.undefined().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined)

type Provider = { issuer: string; clientId: string }

/**
 * Returns the claims of a provider's logout token (OpenID Connect Back-Channel Logout 1.0, 2.6). Throws unless the
 * token is signed with one of the provider's keys, for this client, at most five minutes old, and not an ID token.
 */
export async function readLogoutToken(token: string, { issuer, clientId }: Provider, now = new Date()) {
  try {
    // Don't fetch keys for a token that names another provider or client.
    const { iss, aud } = decodeJwt(token)
    if (iss !== issuer || ![aud].flat().includes(clientId)) throw new errors.JWTInvalid('for someone else')
    const keys = await providerKeys(issuer)
    const { payload, protectedHeader } = await jwtVerify(token, keys, {
      issuer,
      audience: clientId,
      algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
      requiredClaims: ['iat', 'jti', 'events'],
      maxTokenAge: secondsMax,
      clockTolerance: clockSeconds,
      currentDate: now,
    })
    if (!/^(jwt|logout\+jwt)$/i.test(protectedHeader.typ ?? 'jwt')) throw new errors.JWTInvalid('of another type')
    return Claims.parse(payload)
  } catch (error) {
    if (error instanceof Refused) throw error
    if (isAway(error)) throw new Refused('unavailable', 'The keys of single sign-on can’t be read right now.')
    throw new Refused('invalid', 'This isn’t a valid logout token of the configured identity provider.')
  }
}

/** Whether the keys couldn't be read, as opposed to an invalid token. */
const isAway = (error: unknown) =>
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid ||
  (error instanceof TypeError && error.message === 'fetch failed') ||
  (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC')
