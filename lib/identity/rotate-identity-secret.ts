import { randomBytes } from 'node:crypto'
import { announce } from '@/db/announce'
import { changeEnvironment, lockEnvironment } from '@/db/queries/settings/environment-settings'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { encrypt, fingerprintOf, type SealedPurpose } from '@/lib/secrets'

export const identitySecretPurpose = (environmentId: string): SealedPurpose =>
  `environments.identity_secret:${environmentId}`

/** Creates an HS256 secret and returns it once. Tokens signed with the old one are rejected from now on. */
export const rotateIdentitySecret = command('identity.change', inEnvironment({}), async ({ db, input, scope }) => {
  const { environmentId } = input
  const secret = randomBytes(32).toString('base64url')
  const environment = await lockEnvironment(db, { environmentId })
  if (!environment) throw new Refused('not-found', 'There is no such environment.')
  const sealed = encrypt(secret, identitySecretPurpose(environmentId))
  await changeEnvironment(db, { environmentId, identitySecret: sealed })
  await announce(db, { kind: 'keys', environmentId })
  await announce(db, { kind: 'environment', environmentId })
  return {
    result: { secret },
    audit: {
      action: 'identity.rotate_secret',
      subject: { kind: 'environment', id: environmentId, name: scope.environmentName },
      before: { identitySecret: fingerprintOf(environment.identitySecret) },
      after: { identitySecret: fingerprintOf(sealed) },
    },
  }
})
