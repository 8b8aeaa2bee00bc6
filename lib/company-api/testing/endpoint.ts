import type { Db } from '@/db/client'
import { saveEndpointRow } from '@/db/queries/settings/endpoint-settings'
import { authSecretPurpose, type EndpointAuth, signingSecretPurpose } from '@/lib/company-api/endpoint-auth'
import { type RetrySchedule, retryDefault, storedRetry } from '@/lib/company-api/retry-schedule'
import { makeSigningSecret } from '@/lib/company-api/store-endpoint'
import { encrypt } from '@/lib/secrets'

/** Saves an environment's company API, as the settings would. Returns the signing secret. */
export async function makeEndpoint(
  db: Db,
  given: {
    environmentId: string
    url: string
    auth?: EndpointAuth
    bodyTemplate?: string | null
    usedFor?: 'uuid' | 'all'
    concurrencyMax?: number
    ratePerSecondMax?: number
    retry?: RetrySchedule
  },
) {
  const { environmentId, url, auth = { kind: 'none' }, bodyTemplate = null, usedFor = 'uuid' } = given
  const { concurrencyMax = 512, ratePerSecondMax = null, retry = retryDefault } = given
  const signingSecret = makeSigningSecret()
  await saveEndpointRow(db, {
    environmentId,
    url,
    authKind: auth.kind,
    clientCertificate: null,
    clientKey: null,
    clientCertificateEndsAt: null,
    caCertificate: null,
    authSecret: auth.kind === 'none' ? null : encrypt(JSON.stringify(auth), authSecretPurpose(environmentId)),
    bodyTemplate,
    usedFor,
    concurrencyMax,
    ratePerSecondMax,
    ...storedRetry(retry),
    signingSecret: encrypt(signingSecret, signingSecretPurpose(environmentId)),
  })
  return signingSecret
}
