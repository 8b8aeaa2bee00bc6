'use client'

import { type ComponentProps, Suspense } from 'react'
import { onDemand } from '@/components/ui/on-demand'

const EventWebhookActs = onDemand(() => import('./event-webhook-acts').then((loaded) => loaded.EventWebhookActs))

/** Their code comes where there is a webhook, and not with every tab of the settings. */
export function EventWebhookButtons(props: ComponentProps<typeof EventWebhookActs>) {
  return (
    <Suspense>
      <EventWebhookActs {...props} />
    </Suspense>
  )
}
