'use client'

import type { Route } from 'next'
import { Described, DescriptionList } from '@/components/ui/description-list'
import { Section } from '@/components/ui/section'
import { CopyableId } from '@/components/ui/text/copyable-id'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { DateTime } from '@/components/ui/time/date-time'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { transportLabels } from '@/lib/deliveries/delivery-labels'
import type { Delivery } from './delivery.query'

export function DeliveryFacts({ delivery, base }: { delivery: Delivery; base: string }) {
  const environment = base.replace(/\/deliveries$/, '')
  const { conversationId, externalId, requestId } = delivery
  return (
    <Section title="Notification and recipient">
      <DescriptionList>
        <Described term="Title">{delivery.title && <Outside>{delivery.title}</Outside>}</Described>
        <Described term="Body">{delivery.body && <Outside>{delivery.body}</Outside>}</Described>
        <Described term="Customer">
          {delivery.customerId && (
            <TextLink href={`${environment}/customers/${delivery.customerId}` as Route}>
              <Outside>{delivery.customerName}</Outside>
            </TextLink>
          )}
        </Described>
        <Described term={delivery.deviceKind === 'uuid' ? 'UUID' : 'Device token'}>
          {delivery.deviceId ? (
            <TextLink href={`${environment}/devices/${delivery.deviceId}` as Route} className="font-mono text-sm">
              <Outside>{delivery.maskedAddress}</Outside>
            </TextLink>
          ) : (
            <Outside className="font-mono text-sm">{delivery.maskedAddress}</Outside>
          )}
          {delivery.deviceModel && (
            <span className="text-quiet">
              {' '}
              <Outside>{delivery.deviceModel}</Outside>
            </span>
          )}
        </Described>
        <Described term="Sent via">
          {transportLabels[delivery.transport]}
          {delivery.transport === 'apns' && <span className="font-mono text-quiet text-sm"> {delivery.topic}</span>}
        </Described>
        <Described term="Conversation">
          {conversationId && (
            <TextLink href={`${base}?conversation=${encodeURIComponent(conversationId)}` as Route}>
              <Outside>{conversationId}</Outside>
            </TextLink>
          )}
        </Described>
        <Described term="Message ID">
          {externalId && <CopyableId id={externalId} name="message ID" start={20} end={8} />}
        </Described>
        <Described term={delivery.endedAt ? 'Expiry' : 'Expires'}>
          {delivery.endedAt ? (
            <DateTime at={delivery.expiresAt} />
          ) : (
            <RelativeTime isSentence at={delivery.expiresAt} />
          )}
        </Described>
        <Described term="apns-id">
          <CopyableId id={delivery.id} name="apns-id (delivery ID)" />
        </Described>
        <Described term="Request ID">
          {requestId && <CopyableId id={requestId} name="request ID" start={20} end={8} />}
        </Described>
        <Described term="Trace ID">
          {delivery.traceId && <CopyableId id={delivery.traceId} name="trace ID" />}
        </Described>
        <Described term="Resend of">
          {delivery.repeatsId && (
            <TextLink href={`${base}/${delivery.repeatsId}` as Route}>an earlier delivery</TextLink>
          )}
        </Described>
      </DescriptionList>
    </Section>
  )
}
