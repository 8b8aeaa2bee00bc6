import { findEndpoint } from '@/db/queries/settings/endpoint-settings'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'
import { decrypt } from '@/lib/secrets'
import { authSecretPurpose, EndpointAuth } from './endpoint-auth'
import { certificateView } from './endpoint-tls'

export type EndpointView = NonNullable<Awaited<ReturnType<typeof showEndpoint>>>

/** The company API's settings without any secret; of headers, their names. */
export const showEndpoint = query('settings.read', inEnvironment({}), async ({ db, input }) => {
  const endpoint = await findEndpoint(db, input)
  if (!endpoint) return undefined
  const { authSecret, signingSecret: _, clientKey: __, clientCertificate, caCertificate, ...shown } = endpoint
  return {
    ...shown,
    authHint: authSecret ? authHint(authSecret, endpoint.environmentId) : undefined,
    clientCertificate: certificateView(clientCertificate),
    caCertificate: certificateView(caCertificate),
  }
})

function authHint(sealed: string, environmentId: string): string | undefined {
  const auth = EndpointAuth.parse(JSON.parse(decrypt(sealed, authSecretPurpose(environmentId))))
  if (auth.kind === 'basic') return `Username ${auth.username}`
  if (auth.kind === 'oauth2') return `client ${auth.clientId} at ${new URL(auth.tokenUrl).host}`
  if (auth.kind === 'headers') return Object.keys(auth.headers).join(', ')
  return undefined
}
