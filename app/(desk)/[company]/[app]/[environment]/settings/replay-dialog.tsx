'use client'

import { useState } from 'react'
import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { DateTimeField } from '@/components/ui/form/date-time-field'
import { toast } from '@/components/ui/overlays/toast'
import { ownTimeZone } from '@/components/ui/time/wall-time'
import { fieldErrors } from '@/lib/form-state'
import { replayEventsAction } from './event-webhook-actions'

type Props = { at: { environmentId: string; webhookId: string }; host: string }

const hourMs = 3_600_000

export function ReplayDialog({ at, host }: Props) {
  const [since, setSince] = useState<string | null>(null)
  return (
    <FormDialog
      title="Send events again"
      description="Pushdesk resends all events since this time, in order and with the same IDs, and then continues."
      submitLabel="Send again"
      act={replayEventsAction.bind(null, at)}
      onDone={() => toast.good('Events resent')}
      onOpenChange={(isOpen) => isOpen && setSince(new Date(Date.now() - hourMs).toISOString())}
      trigger={
        <Button size="small" aria-label={`Send events to ${host} again`}>
          Replay since…
        </Button>
      }
    >
      {(state) => (
        <>
          <input type="hidden" name="since" value={since ?? ''} />
          <DateTimeField
            label="Since"
            hint="Within the last 7 days"
            at={since}
            timeZone={ownTimeZone()}
            onChange={setSince}
            errors={fieldErrors(state, 'since')}
          />
        </>
      )}
    </FormDialog>
  )
}
