import { createSecretKey } from 'node:crypto'
import { errors, type JWTPayload, jwtVerify } from 'jose'
import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { plural } from '@/lib/format/number'
import { decrypt } from '@/lib/secrets'
import type { User } from '@/lib/user'
import { companyKeys } from './company-keys'

const clockToleranceSeconds = 30
/** Company keys must be asymmetric, so that a public key can never be used as an HMAC secret. */
const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/**
 * Checks the User-Token of a request. Publishable keys ship in apps, so a request that names a `user.id` must prove it
 * with a User-Token whose `sub` is that ID. Anonymous customers and secret keys need none.
 */
export async function checkIdentity(ctx: MachineContext, user: User): Promise<void> {
  const { identity } = ctx.environment
  if (ctx.key.kind !== 'publishable' || user.id === undefined || !identity.isRequired) return
  if (!ctx.userToken) throw refused('This environment uses identity verification. Send a User-Token for this user.id.')
  const payload = await verified(ctx, ctx.userToken)
  const fault = subjectFault(payload.sub, user.id)
  if (fault !== undefined) throw refused(fault)
}

/** Returns what is wrong with the `sub` claim, or undefined. */
export function subjectFault(sub: unknown, userId: string): string | undefined {
  if (sub === undefined) return 'The User-Token has no sub claim. Set sub to the user.id.'
  if (typeof sub !== 'string')
    return `The User-Token’s sub claim is ${Array.isArray(sub) ? 'a list' : `a ${typeof sub}`}. Write it as a string, as user.id is.`
  return sub === userId ? undefined : 'The User-Token’s sub claim names another user.id.'
}

async function verified(ctx: MachineContext, token: string): Promise<JWTPayload> {
  try {
    return await verifyUserToken({ environmentId: ctx.environment.id, ...ctx.environment.identity }, token)
  } catch (error) {
    if (error instanceof errors.JOSEError) throw refused(`The User-Token ${tokenFault(error)}`)
    throw error
  }
}

/** Completes “The User-Token …” with what the developer has to fix. */
export function tokenFault(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'has expired (exp).'
  if (error instanceof TooLongLived) return error.message
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.reason === 'missing')
      return error.claim === 'exp'
        ? 'has no exp claim. Sign it with a time at which it expires.'
        : `has no ${error.claim} claim, which this environment requires.`
    if (error.claim === 'iss' || error.claim === 'aud')
      return `names another ${error.claim} than this environment’s setting.`
    if (error.claim === 'typ') return 'has a typ other than JWT.'
    if (error.claim === 'nbf' && error.reason === 'check_failed')
      return `isn’t valid yet: nbf lies more than ${clockToleranceSeconds} seconds ahead. Check the clock of the server that signs.`
    return `has a ${error.claim} claim that can’t be read${error.reason === 'invalid' ? ': it isn’t a number of seconds' : ''}.`
  }
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'isn’t signed with this environment’s secret or key. Was the secret rotated, or is it another environment’s?'
  if (error instanceof errors.JOSEAlgNotAllowed)
    return 'is signed with an algorithm that isn’t allowed here. Use a key of your JWKS if one is set, and otherwise HS256 with the identity secret.'
  if (error instanceof errors.JWKSNoMatchingKey) return 'names a key that your JWKS doesn’t have (kid).'
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid)
    return 'isn’t a JWT: three parts with dots between them.'
  return `can’t be verified (${error.code}).`
}

type Identity = { environmentId: string } & Omit<MachineContext['environment']['identity'], 'isRequired'>

class TooLongLived extends errors.JWTInvalid {}

/**
 * Verifies a token and returns its claims. Throws one of jose's errors if it is invalid. `secret` is as stored,
 * encrypted.
 */
export async function verifyUserToken(
  { environmentId, secret, jwksUrl, issuer, audience, minutesMax }: Identity,
  token: string,
): Promise<JWTPayload> {
  const { payload, protectedHeader } = await jwtVerify(
    token,
    (header, jws) => {
      if (jwksUrl) return companyKeys(jwksUrl)(header, jws)
      return createSecretKey(decrypt(secret, `environments.identity_secret:${environmentId}`), 'utf8')
    },
    {
      // If the company has its own keys, a leaked secret proves nothing.
      algorithms: jwksUrl ? asymmetric : ['HS256'],
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['exp'],
      ...(issuer && { issuer }),
      ...(audience && { audience }),
    },
  )
  checkKind(protectedHeader.typ)
  checkLife(payload, minutesMax)
  return payload
}

/** Rejects tokens that a company signs for another purpose. */
function checkKind(typ: unknown) {
  if (typ === undefined || (typeof typ === 'string' && /^(?:application\/)?jwt$/i.test(typ))) return
  throw new errors.JWTClaimValidationFailed('Another typ.', {}, 'typ', 'check_failed')
}

/** Checks the lifetime, counted from `iat`, or from now without one. */
function checkLife({ iat, exp = 0 }: JWTPayload, minutesMax: number) {
  const now = Math.floor(Date.now() / 1_000)
  const signedAt = Math.min(iat ?? now, now)
  if (exp - signedAt <= minutesMax * 60 + clockToleranceSeconds) return
  throw new TooLongLived(
    `lives longer than ${plural(minutesMax, 'minute')}, the most that this environment allows. Set exp to an earlier time.`,
  )
}

const refused = (message: string) => new Refused('signed-out', message, {}, 'identity_token_invalid')
