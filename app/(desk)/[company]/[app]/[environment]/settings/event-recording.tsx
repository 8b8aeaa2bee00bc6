'use client'

import { useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Switch } from '@/components/ui/form/switch'
import { toast } from '@/components/ui/overlays/toast'
import { setEventRecordingAction } from './event-webhook-actions'

/** `isNeeded`: a webhook depends on recorded events. */
type Props = { environmentId: string; isOn: boolean; mayChange: boolean; isNeeded: boolean }

export function EventRecording({ environmentId, isOn, mayChange, isNeeded }: Props) {
  const [isPending, startTransition] = useTransition()
  const set = (next: boolean) =>
    startTransition(async () => {
      const state = await acted(() => setEventRecordingAction(environmentId, next))
      if (!state.ok) toast.failure('Couldn’t change the recording of events', { description: state.message })
    })
  return (
    <Switch
      label="Record events"
      hint={isOn && isNeeded ? 'To turn this off, delete the event webhooks first.' : undefined}
      checked={isOn}
      disabled={isPending || !mayChange || (isOn && isNeeded)}
      onCheckedChange={set}
    />
  )
}
