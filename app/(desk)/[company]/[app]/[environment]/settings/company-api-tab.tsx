import { Building2 } from 'lucide-react'
import { Callout } from '@/components/ui/callout'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { EmptyState } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/relative-time'
import { Section } from '@/components/ui/section'
import type { ShownEndpoint } from '@/lib/company-api/show-endpoint'
import { EndpointActions } from './endpoint-actions'
import { authWords } from './endpoint-auth-fields'
import { EndpointForm } from './endpoint-form'
import { TryEndpoint } from './try-endpoint'

type Props = { base: string; endpoint: ShownEndpoint | undefined; mayChange: boolean }

export function CompanyApiTab({ base, endpoint, mayChange }: Props) {
  return (
    <div className="flex flex-col gap-8">
      {endpoint?.openUntil && endpoint.openUntil > new Date() && (
        <Callout tone="failure" title={`The company API failed ${endpoint.failuresInRow} times in a row`}>
          Pushdesk retries <RelativeTime isSentence at={endpoint.openUntil} />. Queued deliveries are kept until they
          expire.
        </Callout>
      )}
      <Section
        title="The company’s own API"
        description="One POST of JSON for each delivery. Always used for UUIDs, which only the company can reach; for device tokens too, if you want."
      >
        {mayChange ? (
          <EndpointForm key={endpoint?.updatedAt.getTime()} base={base} endpoint={endpoint} />
        ) : (
          <EndpointFacts endpoint={endpoint} />
        )}
      </Section>
      {mayChange && endpoint && (
        <>
          <Section
            title="Try it"
            description="Sends one made-up delivery to the address as it is saved. 410 is a fine answer: there is no such device."
          >
            <TryEndpoint base={base} />
          </Section>
          <Section
            title="Signature"
            description="Every request is signed by the Standard Webhooks scheme: webhook-id, webhook-timestamp, webhook-signature."
          >
            <EndpointActions base={base} host={new URL(endpoint.url).host} />
          </Section>
        </>
      )}
    </div>
  )
}

function EndpointFacts({ endpoint }: { endpoint: ShownEndpoint | undefined }) {
  if (!endpoint)
    return (
      <EmptyState icon={<Building2 aria-hidden />} title="No company API yet">
        Devices that registered with a UUID cannot be reached until an integration manager gives its address.
      </EmptyState>
    )
  return (
    <DescriptionList>
      <Described term="Address">
        <span className="break-all font-mono text-sm">{endpoint.url}</span>
      </Described>
      <Described term="Authentication">
        {authWords[endpoint.authKind]}
        {endpoint.authHint && <span className="text-quiet"> ({endpoint.authHint})</span>}
      </Described>
      <Described term="Used for">{endpoint.usedFor === 'all' ? 'Device tokens and UUIDs' : 'UUIDs'}</Described>
      <Described term="Body">{endpoint.bodyTemplate ? 'A template of your own' : 'The default'}</Described>
    </DescriptionList>
  )
}
