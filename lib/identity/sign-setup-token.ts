import { lockEnvironment } from '@/db/queries/settings/environment-settings'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { setupCustomer } from './setup-customer'
import { signToken } from './sign-token'

/**
 * Signs a User-Token for the setup's sample customer, so that the sample request works with identity verification on.
 */
export const signSetupToken = command('identity.change', inEnvironment({}), async ({ db, input, scope }) => {
  const { environmentId } = input
  const environment = await lockEnvironment(db, { environmentId })
  if (!environment) throw new Refused('not-found', 'This environment doesn’t exist.')
  const { identitySecret } = environment
  const { token, expiresAt } = await signToken({ environmentId, identitySecret, userId: setupCustomer })
  return {
    result: { token },
    audit: {
      action: 'identity.sign_setup_token',
      subject: { kind: 'environment', id: environmentId, name: scope.environmentName },
      after: { userId: setupCustomer, expiresAt },
    },
  }
})
