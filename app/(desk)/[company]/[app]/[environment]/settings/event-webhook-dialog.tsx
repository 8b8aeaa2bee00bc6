'use client'

import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { DialogActions } from '@/components/ui/overlays/dialog'
import { createEventWebhookAction } from './event-webhook-actions'
import { EventWebhookFields } from './event-webhook-fields'
import { OneTimeSecret } from './one-time-secret'

export function AddEventWebhook({ environmentId }: { environmentId: string }) {
  return (
    <FormDialog<{ signingSecret: string }>
      title="Add an event webhook"
      submitLabel="Add webhook"
      act={createEventWebhookAction.bind(null, environmentId)}
      after={({ signingSecret }, close) => (
        <div className="flex flex-col gap-3">
          <OneTimeSecret secret={signingSecret} name="signing secret">
            Your server verifies our requests with it, according to Standard Webhooks.
          </OneTimeSecret>
          <DialogActions>
            <Button variant="primary" onClick={close}>
              Done
            </Button>
          </DialogActions>
        </div>
      )}
      trigger={<Button>Add webhook…</Button>}
    >
      {(state) => <EventWebhookFields state={state} />}
    </FormDialog>
  )
}
