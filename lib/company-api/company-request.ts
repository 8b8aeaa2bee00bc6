import { Webhook } from 'standardwebhooks'
import type { findEndpoint } from '@/db/queries/settings/endpoint-settings'
import { decrypt } from '@/lib/secrets'
import type { EndpointTls } from './agents'
import { authSecretPurpose, EndpointAuth, signingSecretPurpose } from './endpoint-auth'
import { clientKeyPurpose } from './endpoint-tls'
import { renderTemplate, type TemplateValues } from './template'

export type Endpoint = NonNullable<Awaited<ReturnType<typeof findEndpoint>>>
export type CompanyRequest = {
  url: URL
  headers: Record<string, string>
  body: string
  tls?: EndpointTls
  shown: RequestView
}
export type RequestView = { method: 'POST'; url: string; headers: Record<string, string>; body?: unknown }

/** Authentication as sent: OAuth 2.0 credentials have been exchanged for a token. */
export type RequestAuth = Exclude<EndpointAuth, { kind: 'oauth2' }>

type Given = { deliveryId: string; values: TemplateValues; now: Date; auth: RequestAuth; traceparent?: string }

const mask = '…'

/** Builds the request, and its masked form for the log. Signed by Standard Webhooks, with the delivery's ID. */
export function companyRequest(
  endpoint: Endpoint,
  { deliveryId, values, now, auth, traceparent }: Given,
): CompanyRequest {
  const authToken = auth.kind === 'body' ? auth.authToken : undefined
  const body = JSON.stringify(renderTemplate(endpoint.bodyTemplate, { ...values, authToken }))
  const secret = decrypt(endpoint.signingSecret, signingSecretPurpose(endpoint.environmentId))
  const plain = {
    'content-type': 'application/json',
    'user-agent': 'Pushdesk',
    'webhook-id': deliveryId,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    ...(traceparent && { traceparent }),
  }
  const signature = new Webhook(secret).sign(deliveryId, now, body)
  const url = new URL(endpoint.url)
  return {
    url,
    body,
    tls: openTls(endpoint),
    headers: { ...authHeaders(auth), ...plain, 'webhook-signature': signature },
    shown: {
      method: 'POST',
      url: url.search ? `${url.origin}${url.pathname}?${mask}` : url.href,
      headers: { ...masked(authHeaders(auth)), ...plain, 'webhook-signature': mask },
      body: renderTemplate(endpoint.bodyTemplate, { ...values, authToken: authToken && mask }),
    },
  }
}

export function openAuth({ authSecret, environmentId }: Endpoint): EndpointAuth {
  if (!authSecret) return { kind: 'none' }
  return EndpointAuth.parse(JSON.parse(decrypt(authSecret, authSecretPurpose(environmentId))))
}

/** Returns the client certificate and the company's authority, or undefined if neither is set. */
export function openTls({ environmentId, clientCertificate, clientKey, caCertificate }: Endpoint) {
  if (!clientCertificate && !caCertificate) return undefined
  return {
    ...(clientCertificate &&
      clientKey && { cert: clientCertificate, key: decrypt(clientKey, clientKeyPurpose(environmentId)) }),
    ...(caCertificate && { ca: caCertificate }),
  }
}

function authHeaders(auth: RequestAuth): Record<string, string> {
  switch (auth.kind) {
    case 'bearer':
      return { authorization: `Bearer ${auth.token}` }
    case 'basic':
      return { authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}` }
    case 'headers':
      return lowerCased(auth.headers)
    case 'none':
    case 'body':
      return {}
  }
}

const lowerCased = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

const masked = (headers: Record<string, string>) => Object.fromEntries(Object.keys(headers).map((name) => [name, mask]))
