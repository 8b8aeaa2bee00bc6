import type { EndpointChange } from '@/db/queries/settings/endpoint-settings'
import { fingerprintOf } from '@/lib/secrets'

/** For the audit log. An address can hold a key in its query, and a template one in its text: of those only whether they changed. */
export function endpointFacts({
  url,
  authKind,
  authSecret,
  bodyTemplate,
  usedFor,
  concurrencyMax,
  ratePerSecondMax,
}: Omit<EndpointChange, 'environmentId'>) {
  const { origin, pathname, search, hash } = new URL(url)
  return {
    url: origin + pathname,
    query: marked(search + hash),
    authKind,
    authSecret: marked(authSecret),
    usedFor,
    template: marked(bodyTemplate),
    concurrencyMax,
    ratePerSecondMax,
  }
}

const marked = (text: string | null) => (text ? fingerprintOf(text) : null)
