import { createSecretKey } from 'node:crypto'
import { errors, type JWTPayload, jwtVerify } from 'jose'
import type { MachineContext } from '../context'
import type { User } from '../customers/user'
import { Refused } from '../errors'
import { decrypt } from '../secrets'
import { companyKeys } from './company-keys'

const clockToleranceSeconds = 30
/** Of the company's own keys: only asymmetric ones, so that a public key can never be taken for a secret. */
const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/**
 * Publishable keys ship in apps, so a call that names a `user.id` must prove it with a User-Token whose `sub` is that id.
 * Anonymous customers and secret keys need none.
 */
export async function checkIdentity(ctx: MachineContext, user: User): Promise<void> {
  const { identity } = ctx.environment
  if (ctx.key.kind !== 'publishable' || user.id === undefined || !identity.isRequired) return
  if (!ctx.userToken) throw refused('This environment verifies identities: send a User-Token for this user.id.')
  const payload = await verified(ctx, ctx.userToken)
  if (payload.sub !== user.id) throw refused('The User-Token belongs to another user.id.')
}

async function verified(ctx: MachineContext, token: string): Promise<JWTPayload> {
  try {
    return await verifyUserToken({ environmentId: ctx.environment.id, ...ctx.environment.identity }, token)
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw refused('The User-Token has expired.')
    if (error instanceof errors.JOSEError) throw refused('The User-Token does not hold: signature, algorithm or form.')
    throw error
  }
}

type Identity = { environmentId: string; secret: string; jwksUrl: string | null }

/** The token's claims; throws one of jose's errors when it does not hold. `secret` is as stored, encrypted. */
export async function verifyUserToken(
  { environmentId, secret, jwksUrl }: Identity,
  token: string,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(
    token,
    (header, jws) => {
      if (header.alg === 'HS256')
        return createSecretKey(decrypt(secret, `environments.identity_secret:${environmentId}`), 'utf8')
      if (jwksUrl) return companyKeys(jwksUrl)(header, jws)
      throw new errors.JOSEAlgNotAllowed('This environment has no JWKS.')
    },
    { algorithms: jwksUrl ? ['HS256', ...asymmetric] : ['HS256'], clockTolerance: clockToleranceSeconds },
  )
  return payload
}

const refused = (message: string) => new Refused('signed-out', message, {}, 'identity_token_invalid')
