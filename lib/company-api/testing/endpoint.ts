import type { Db } from '@/db/client'
import { saveEndpointRow } from '@/db/queries/endpoint-settings'
import { encrypt } from '../../secrets'
import { authSecretPurpose, type EndpointAuth, signingSecretPurpose } from '../endpoint-auth'
import { makeSigningSecret } from '../save-endpoint'

/** An environment's company API, as the settings would save it. Gives the signing secret. */
export async function makeEndpoint(
  db: Db,
  given: {
    environmentId: string
    url: string
    auth?: EndpointAuth
    bodyTemplate?: string | null
    usedFor?: 'uuid' | 'all'
  },
) {
  const { environmentId, url, auth = { kind: 'none' }, bodyTemplate = null, usedFor = 'uuid' } = given
  const signingSecret = makeSigningSecret()
  await saveEndpointRow(db, {
    environmentId,
    url,
    authKind: auth.kind,
    authSecret: auth.kind === 'none' ? null : encrypt(JSON.stringify(auth), authSecretPurpose(environmentId)),
    bodyTemplate,
    usedFor,
    signingSecret: encrypt(signingSecret, signingSecretPurpose(environmentId)),
  })
  return signingSecret
}
