'use client'

import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { createEventWebhookAction } from './event-webhook-actions'
import { EventWebhookFields } from './event-webhook-fields'
import { OneTimeSecretInDialog } from './one-time-secret'

export function AddEventWebhook({ environmentId }: { environmentId: string }) {
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
