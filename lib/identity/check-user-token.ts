import { decodeJwt, errors } from 'jose'
import { z } from 'zod'
import { lockEnvironment } from '@/db/queries/settings/environment-settings'
import { query } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { subjectFault, tokenFault, verifyUserToken } from './verify-user-token'

export const CheckUserToken = inEnvironment({
  token: z.string().trim().min(1, 'Paste a User-Token.').max(8_192, 'This is too long.'),
  /** The user.id that a request would name. */
  userId: z.string().trim().max(512).optional(),
})

export type CheckedToken = { holds: boolean; message: string; sub?: string; expiresAt?: Date }

/** Checks a User-Token as the gateway would. The token isn't stored. */
export const checkUserToken = query('identity.change', CheckUserToken, async ({ db, input }): Promise<CheckedToken> => {
  const { environmentId, token, userId } = input
  const environment = await lockEnvironment(db, { environmentId })
  if (!environment) throw new Refused('not-found', 'This environment doesn’t exist.')
  const { identitySecret: secret, identityJwksUrl: jwksUrl } = environment
  const { identityIssuer: issuer, identityAudience: audience, identityMinutesMax: minutesMax } = environment
  try {
    const { sub, exp } = await verifyUserToken({ environmentId, secret, jwksUrl, issuer, audience, minutesMax }, token)
    const told = { sub, expiresAt: exp === undefined ? undefined : new Date(exp * 1_000) }
    const fault = subjectFault(sub, userId || sub || '')
    if (fault !== undefined) return { ...told, holds: false, message: `The signature is valid. ${fault}` }
    return { ...told, holds: true, message: `The token is valid for ${sub}.` }
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error
    return { holds: false, message: `The token ${tokenFault(error)}${expiryOf(error, token)}` }
  }
})

function expiryOf(error: errors.JOSEError, token: string) {
  if (!(error instanceof errors.JWTExpired)) return ''
  const { exp } = decodeJwt(token)
  return exp === undefined
    ? ''
    : ` It expired at ${new Date(exp * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC.`
}
