import { randomBytes } from 'node:crypto'
import { announce } from '@/db/changes'
import { changeEnvironment } from '@/db/queries/environment-settings'
import { command } from '../command'
import { inEnvironment } from '../scope'
import { encrypt } from '../secrets'

export const identitySecretPurpose = (environmentId: string) => `environments.identity_secret:${environmentId}`

/** A new HS256 secret, in the result once. Tokens signed with the old one are refused from now on. */
export const rotateIdentitySecret = command('identity.change', inEnvironment({}), async ({ db, input, scope }) => {
  const { environmentId } = input
  const secret = randomBytes(32).toString('base64url')
  await changeEnvironment(db, { environmentId, identitySecret: encrypt(secret, identitySecretPurpose(environmentId)) })
  await announce(db, { kind: 'keys', environmentId })
  await announce(db, { kind: 'environment', environmentId })
  return {
    result: { secret },
    audit: {
      action: 'identity.rotate_secret',
      subject: { kind: 'environment', id: environmentId, name: scope.environmentName },
    },
  }
})
