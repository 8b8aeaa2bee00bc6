'use client'

import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import type { EventWebhookView } from '@/lib/events/webhooks/list-event-webhooks'
import { changeEventWebhookAction, removeEventWebhookAction, rotateEventSecretAction } from './event-webhook-actions'
import { EventWebhookFields } from './event-webhook-fields'
import { EventWebhookTurn } from './event-webhook-turn'
import { OneTimeSecret } from './one-time-secret'
import { ReplayDialog } from './replay-dialog'

type Props = Pick<EventWebhookView, 'url' | 'types' | 'state'> & { environmentId: string; webhookId: string }

export function EventWebhookActs({ environmentId, webhookId, url, types, state }: Props) {
  const at = { environmentId, webhookId }
  const { host } = new URL(url)
  const [secret, setSecret] = useState<string>()
  const [, startTransition] = useTransition()
  async function rotate() {
    const rotated = await acted(() => rotateEventSecretAction(at))
    if (rotated.ok) startTransition(() => setSecret(rotated.result.signingSecret))
    else toast.failure('Couldn’t rotate the signing secret', { description: rotated.message })
    return rotated.ok
  }
  async function remove() {
    const removed = await acted(() => removeEventWebhookAction(at))
    if (removed.ok) toast.good(`Event webhook ${host} deleted`)
    else toast.failure('Couldn’t delete the event webhook', { description: removed.message })
    return removed.ok
  }
  return (
    <span className="flex flex-col items-end gap-2 py-1.5">
      <span className="flex flex-wrap justify-end gap-1">
        <EventWebhookTurn at={at} host={host} state={state} />
        <FormDialog
          title={`Change ${host}`}
          submitLabel="Save webhook"
          act={changeEventWebhookAction.bind(null, at)}
          onDone={() => toast.good('Event webhook saved')}
          trigger={
            <Button size="small" aria-label={`Change ${host}`}>
              Change…
            </Button>
          }
        >
          {(form) => <EventWebhookFields state={form} url={url} types={types} />}
        </FormDialog>
        {state !== 'off' && <ReplayDialog at={at} host={host} />}
        <ConfirmDialog
          title="Rotate signing secret?"
          confirmLabel="Rotate secret"
          onConfirm={rotate}
          trigger={
            <Button size="small" aria-label={`Rotate the signing secret of ${host}`}>
              Rotate secret…
            </Button>
          }
        >
          <p>Pushdesk signs with the new secret right away. Your server rejects events until you update it there.</p>
        </ConfirmDialog>
        <ConfirmDialog
          title={`Delete ${host}?`}
          confirmLabel="Delete webhook"
          onConfirm={remove}
          trigger={
            <Button size="small" aria-label={`Delete ${host}`}>
              Delete…
            </Button>
          }
        >
          <p>Pushdesk stops sending events there, and queued events aren’t sent.</p>
        </ConfirmDialog>
      </span>
      {secret && (
        <OneTimeSecret secret={secret} name="signing secret">
          Set it on the server that receives events.
        </OneTimeSecret>
      )}
    </span>
  )
}
