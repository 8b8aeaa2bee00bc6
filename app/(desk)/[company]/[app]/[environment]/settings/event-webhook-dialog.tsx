'use client'

import { useEffect } from 'react'
import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { onDemand } from '@/components/ui/on-demand'
import { whenIdle } from '@/components/ui/when-idle'
import { createEventWebhookAction } from './event-webhook-actions'
import { OneTimeSecretInDialog } from './one-time-secret'

const EventWebhookFields = onDemand(() => import('./event-webhook-fields').then((loaded) => loaded.EventWebhookFields))

export function AddEventWebhook({ environmentId }: { environmentId: string }) {
  useEffect(() => whenIdle(EventWebhookFields.preload), [])
  return (
    <FormDialog<{ signingSecret: string }>
      title="Add an event webhook"
      submitLabel="Add webhook"
      act={createEventWebhookAction.bind(null, environmentId)}
      after={({ signingSecret }, close) => (
        <OneTimeSecretInDialog secret={signingSecret} name="signing secret" close={close}>
          Your server verifies our requests with it, according to Standard Webhooks.
        </OneTimeSecretInDialog>
      )}
      trigger={<Button>Add webhook…</Button>}
    >
      {(state) => <EventWebhookFields state={state} />}
    </FormDialog>
  )
}
