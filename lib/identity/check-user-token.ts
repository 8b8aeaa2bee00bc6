import { decodeJwt, errors } from 'jose'
import { z } from 'zod'
import { lockEnvironment } from '@/db/queries/environment-settings'
import { query } from '../command'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'
import { verifyUserToken } from './verify-user-token'

export const CheckUserToken = inEnvironment({
  token: z.string().trim().min(1, 'Paste a User-Token.').max(8_192, 'This is too long.'),
  /** The user.id that a call would name. */
  userId: z.string().trim().max(512).optional(),
})

export type CheckedToken = { holds: boolean; message: string; sub?: string; expiresAt?: Date }

/** What the gateway would say of a User-Token. The token itself is kept nowhere. */
export const checkUserToken = query('identity.change', CheckUserToken, async ({ db, input }): Promise<CheckedToken> => {
  const { environmentId, token, userId } = input
  const environment = await lockEnvironment(db, { environmentId })
  if (!environment) throw new Refused('not-found', 'There is no such environment.')
  const { identitySecret: secret, identityJwksUrl: jwksUrl } = environment
  try {
    const { sub, exp } = await verifyUserToken({ environmentId, secret, jwksUrl }, token)
    const told = { sub, expiresAt: exp === undefined ? undefined : new Date(exp * 1_000) }
    if (!sub)
      return { ...told, holds: false, message: 'The signature holds, but the token names nobody: it has no sub.' }
    if (userId && sub !== userId)
      return { ...told, holds: false, message: `The signature holds, but the token is ${sub}’s, not ${userId}’s.` }
    return { ...told, holds: true, message: `The token holds for ${sub}.` }
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error
    return { holds: false, message: wordsFor(error, token, Boolean(jwksUrl)) }
  }
})

function wordsFor(error: errors.JOSEError, token: string, hasJwks: boolean): string {
  if (error instanceof errors.JWTExpired) return `The token expired${expiryOf(token)}.`
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'The signature is not of this environment’s secret. Was the secret rotated, or is it another environment’s?'
  if (error instanceof errors.JOSEAlgNotAllowed)
    return hasJwks
      ? 'The token is signed with an algorithm that is not allowed.'
      : 'Only HS256 with the secret is allowed here. For other algorithms, give the address of your JWKS.'
  if (error instanceof errors.JWKSNoMatchingKey) return 'Your JWKS has no key with the id that the token names.'
  if (error instanceof errors.JWKSTimeout) return 'Your JWKS did not answer in time.'
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid)
    return 'This is not a JWT: three parts with dots between them.'
  return `The token does not hold (${error.code}).`
}

function expiryOf(token: string) {
  const { exp } = decodeJwt(token)
  return exp === undefined ? '' : ` at ${new Date(exp * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
