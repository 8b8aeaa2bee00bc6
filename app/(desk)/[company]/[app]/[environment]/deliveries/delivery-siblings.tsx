'use client'

import type { Route } from 'next'
import { DeliveryStateBadge } from '@/components/deliveries/delivery-state'
import { Section } from '@/components/ui/section'
import { CutNote } from '@/components/ui/text/cut-note'
import { Outside } from '@/components/ui/text/outside'
import { TextLink } from '@/components/ui/text/text-link'
import { reasonWord } from '@/lib/apns/explanations/reason-word'
import { listedMax } from '@/lib/paging/listed-max'
import type { Delivery } from './delivery.query'

/** The same notification on the customer's other devices. */
export function DeliverySiblings({ delivery, base }: { delivery: Delivery; base: string }) {
  if (delivery.siblings.length === 0) return null
  return (
    <Section
      title="Same notification on other devices"
      actions={
        <TextLink href={`${base}?notification=${delivery.notificationId}` as Route} variant="quiet">
          Show in Deliveries
        </TextLink>
      }
    >
      <ul className="flex flex-col">
        {delivery.siblings.map((sibling) => (
          <li key={sibling.id} className="flex min-h-(--row) items-center justify-between gap-3 border-b">
            <TextLink href={`${base}/${sibling.id}` as Route} variant="row" className="font-mono text-sm">
              <Outside>{sibling.maskedAddress}</Outside>
            </TextLink>
            <span className="flex min-w-0 items-center gap-3">
              {sibling.reason && (
                <span className="truncate text-quiet">
                  <Outside>{reasonWord(sibling.reason)}</Outside>
                </span>
              )}
              <DeliveryStateBadge {...sibling} />
            </span>
          </li>
        ))}
      </ul>
      {delivery.siblings.length >= listedMax.siblings && (
        <CutNote>The newest {listedMax.siblings}. All are in the log.</CutNote>
      )}
    </Section>
  )
}
