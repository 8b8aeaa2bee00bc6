'use client'

import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button-link'
import type { Delivery } from './delivery.query'

/** The place where this reader can do something about it. */
export function RepairLink({ delivery, base }: { delivery: Delivery; base: string }) {
  const environment = base.replace(/\/deliveries$/, '')
  if (delivery.state === 'accepted') return null
  const { fault } = delivery
  if (fault === 'environment' && delivery.mayRepair)
    return <ButtonLink href={`${environment}/settings?tab=credentials` as Route}>Open APNs keys</ButtonLink>
  if (fault === 'company' && delivery.mayRepair)
    return <ButtonLink href={`${environment}/settings?tab=company-api` as Route}>Open company API</ButtonLink>
  if (fault === 'device' && delivery.deviceId)
    return <ButtonLink href={`${environment}/devices/${delivery.deviceId}` as Route}>Open the device</ButtonLink>
  if (delivery.customerId)
    return <ButtonLink href={`${environment}/customers/${delivery.customerId}` as Route}>Open the customer</ButtonLink>
  return null
}
