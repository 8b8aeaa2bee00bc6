import type { EndpointChange } from '@/db/queries/settings/endpoint-settings'
import { fingerprintOf } from '@/lib/secrets'
import { certificateView } from './endpoint-tls'
import { retryOf } from './retry-schedule'

/** Facts for the audit log. A URL's query and a template can contain secrets, so it shows only whether they changed. */
export function endpointFacts({
  url,
  authKind,
  authSecret,
  clientCertificate,
  clientKey,
  caCertificate,
  bodyTemplate,
  usedFor,
  concurrencyMax,
  ratePerSecondMax,
  ...retry
}: Omit<EndpointChange, 'environmentId'>) {
  const { origin, pathname, search, hash } = new URL(url)
  return {
    url: origin + pathname,
    query: marked(search + hash),
    authKind,
    authSecret: marked(authSecret),
    // Without a certificate, the entry looks as it did before certificates existed.
    ...(clientCertificate && {
      clientCertificate: certificateView(clientCertificate)?.subject,
      clientCertificateEndsAt: certificateView(clientCertificate)?.validTo,
      clientKey: marked(clientKey),
    }),
    ...(caCertificate && { caCertificate: certificateView(caCertificate)?.subject }),
    usedFor,
    template: marked(bodyTemplate),
    concurrencyMax,
    ratePerSecondMax,
    retry: retryOf(retry),
  }
}

const marked = (text: string | null) => (text ? fingerprintOf(text) : null)
