'use client'

import { useQuery } from '@tanstack/react-query'
import type { Route } from 'next'
import { AttemptDetail } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/attempt-detail'
import { oneDelivery } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/delivery.query'
import { Section } from '@/components/ui/section'
import { TextLink } from '@/components/ui/text/text-link'

/** The last request and its response, shown on the page. */
export function LastExchange({ base, deliveryId }: { base: string; deliveryId: string }) {
  const { data } = useQuery(oneDelivery(base, deliveryId))
  const attempt = data?.attempts.at(-1)
  if (!attempt?.request && !attempt?.response) return null
  return (
    <Section
      title="Last request and response"
      actions={<TextLink href={`${base}/${deliveryId}` as Route}>Open delivery</TextLink>}
    >
      <AttemptDetail key={attempt.id} attempt={attempt} isOpen />
    </Section>
  )
}
