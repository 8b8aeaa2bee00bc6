'use client'

import type { ComponentProps } from 'react'
import { onDemand } from '@/components/ui/on-demand'

const EventWebhookActs = onDemand(() => import('./event-webhook-acts').then((loaded) => loaded.EventWebhookActs))

/** Loads the code only if there is a webhook, not with every settings tab. */
export function EventWebhookButtons(props: ComponentProps<typeof EventWebhookActs>) {
  return <EventWebhookActs {...props} />
}
