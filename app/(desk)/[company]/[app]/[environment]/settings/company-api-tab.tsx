import { Building2 } from 'lucide-react'
import { Callout } from '@/components/ui/callout'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { dayOf } from '@/lib/company-api/day-of'
import type { CertificateView } from '@/lib/company-api/endpoint-tls'
import { retryOf, retryWords } from '@/lib/company-api/retry-schedule'
import type { EndpointView } from '@/lib/company-api/show-endpoint'
import { EndpointActions } from './endpoint-actions'
import { authLabels } from './endpoint-auth-labels'
import { EndpointForm } from './endpoint-form'
import { TestRequest } from './try-endpoint'

type Props = { environmentId: string; endpoint: EndpointView | undefined; mayChange: boolean }

export function CompanyApiTab({ environmentId, endpoint, mayChange }: Props) {
  return (
    <div className="flex flex-col gap-8">
      {endpoint?.openUntil && endpoint.openUntil > new Date() && (
        <Callout tone="failure" title={`The company API failed ${endpoint.failuresInRow} times in a row`}>
          Pushdesk retries <RelativeTime isSentence at={endpoint.openUntil} />. Queued deliveries are kept until they
          expire.
        </Callout>
      )}
      {endpoint?.clientCertificate && <EndingCertificate certificate={endpoint.clientCertificate} />}
      <Section
        title="Company API"
        description="Pushdesk sends one JSON POST per delivery. Used for all UUID devices and, if you choose, for device tokens too."
      >
        {mayChange ? (
          <EndpointForm environmentId={environmentId} endpoint={endpoint} />
        ) : (
          <EndpointFacts endpoint={endpoint} />
        )}
      </Section>
      {mayChange && endpoint && (
        <>
          <Section
            title="Test the connection"
            description="Sends a sample delivery to the saved URL. A 410 response is expected, because the device doesn’t exist."
          >
            <TestRequest environmentId={environmentId} />
          </Section>
          <Section
            title="Signature"
            description="Pushdesk signs every request according to Standard Webhooks, in the headers webhook-id, webhook-timestamp, and webhook-signature."
          >
            <EndpointActions environmentId={environmentId} host={new URL(endpoint.url).host} />
          </Section>
        </>
      )}
    </div>
  )
}

const warnedDays = 30

function EndingCertificate({ certificate: { subject, validTo } }: { certificate: CertificateView }) {
  const leftMs = validTo.getTime() - Date.now()
  if (leftMs > warnedDays * 86_400_000) return null
  return (
    <Callout
      tone="warning"
      title={leftMs > 0 ? 'The client certificate expires soon' : 'The client certificate has expired'}
    >
      {subject} is valid until {dayOf(validTo)}. Enter a new one before the company’s server rejects it.
    </Callout>
  )
}

function EndpointFacts({ endpoint }: { endpoint: EndpointView | undefined }) {
  if (!endpoint)
    return (
      <EmptyState icon={<Building2 aria-hidden />} title="No company API yet">
        Devices registered with a UUID can’t be reached until an integration manager enters the company API’s URL.
      </EmptyState>
    )
  return (
    <DescriptionList>
      <Described term="URL">
        <span className="break-all font-mono text-sm">{endpoint.url}</span>
      </Described>
      <Described term="Authentication">
        {authLabels[endpoint.authKind]}
        {endpoint.authHint && <span className="text-quiet"> ({endpoint.authHint})</span>}
      </Described>
      {endpoint.clientCertificate && (
        <Described term="Client certificate">
          {endpoint.clientCertificate.subject}, until {dayOf(endpoint.clientCertificate.validTo)}
        </Described>
      )}
      {endpoint.caCertificate && <Described term="Trusted authority">{endpoint.caCertificate.subject}</Described>}
      <Described term="Used for">{endpoint.usedFor === 'all' ? 'Device tokens and UUIDs' : 'UUIDs only'}</Described>
      <Described term="Retries">{retryWords(retryOf(endpoint))}</Described>
      <Described term="Body">{endpoint.bodyTemplate ? 'Custom template' : 'Default'}</Described>
    </DescriptionList>
  )
}
