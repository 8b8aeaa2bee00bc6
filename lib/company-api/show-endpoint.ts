import { findEndpoint } from '@/db/queries/settings/endpoint-settings'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'
import { decrypt } from '@/lib/secrets'
import { authSecretPurpose, EndpointAuth } from './endpoint-auth'
import { certificateView } from './endpoint-tls'

export type EndpointView = NonNullable<Awaited<ReturnType<typeof showEndpoint>>>

/** The company API's settings without secrets. Includes only the names of headers. */
export const showEndpoint = query('settings.read', inEnvironment({}), async ({ db, input }) => {
  const endpoint = await findEndpoint(db, input)
  if (!endpoint) return undefined
  const { authSecret, signingSecret: _, clientKey: __, clientCertificate, caCertificate, ...shown } = endpoint
  const auth = authSecret ? opened(authSecret, endpoint.environmentId) : { kind: 'none' as const }
  return {
    ...shown,
    authHint: authHint(auth),
    auth: withoutSecrets(auth),
    clientCertificate: shownCertificate(clientCertificate),
    caCertificate: shownCertificate(caCertificate),
  }
})

const opened = (sealed: string, environmentId: string) =>
  EndpointAuth.parse(JSON.parse(decrypt(sealed, authSecretPurpose(environmentId))))

function shownCertificate(pem: string | null) {
  const view = certificateView(pem)
  return view && { ...view, pem: pem ?? '' }
}

function withoutSecrets(auth: EndpointAuth) {
  if (auth.kind === 'basic') return { kind: auth.kind, username: auth.username }
  if (auth.kind === 'headers') return { kind: auth.kind, headers: Object.keys(auth.headers) }
  if (auth.kind !== 'oauth2') return { kind: auth.kind }
  const { kind, tokenUrl, clientId, scope = null, audience = null, clientAuth } = auth
  return { kind, tokenUrl, clientId, scope, audience, clientAuth }
}

function authHint(auth: EndpointAuth): string | undefined {
  if (auth.kind === 'basic') return `Username ${auth.username}`
  if (auth.kind === 'oauth2') return `client ${auth.clientId} at ${new URL(auth.tokenUrl).host}`
  if (auth.kind === 'headers') return Object.keys(auth.headers).join(', ')
  return undefined
}
