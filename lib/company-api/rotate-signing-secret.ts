import { announce } from '@/db/announce'
import { lockEndpoint, setSigningSecret } from '@/db/queries/settings/endpoint-settings'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { encrypt, fingerprintOf } from '@/lib/secrets'
import { signingSecretPurpose } from './endpoint-auth'
import { makeSigningSecret } from './store-endpoint'

/** Returns the new secret, only this once. Requests are signed with it from now on. */
export const rotateSigningSecret = command('endpoint.change', inEnvironment({}), async ({ db, input }) => {
  const { environmentId } = input
  const endpoint = await lockEndpoint(db, { environmentId })
  if (!endpoint) throw new Refused('not-found', 'This environment has no company API yet.')
  const signingSecret = makeSigningSecret()
  const sealed = encrypt(signingSecret, signingSecretPurpose(environmentId))
  await setSigningSecret(db, { environmentId, signingSecret: sealed })
  await announce(db, { kind: 'environment', environmentId })
  return {
    result: { signingSecret },
    audit: {
      action: 'endpoint.rotate_secret',
      subject: { kind: 'company_endpoint', id: environmentId, name: new URL(endpoint.url).host },
      before: { signingSecret: fingerprintOf(endpoint.signingSecret) },
      after: { signingSecret: fingerprintOf(sealed) },
    },
  }
})
