'use client'

import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import type { TriggerView } from '@/lib/triggers/trigger-view'
import { revokeTriggerAction } from './actions'

export function RevokeTrigger({ environmentId, trigger }: { environmentId: string; trigger: TriggerView }) {
  async function revoke() {
    const state = await acted(() => revokeTriggerAction(environmentId, trigger.id))
    if (state.ok) toast.good(`Trigger ${trigger.name} revoked`)
    else toast.failure('Couldn’t revoke the trigger', { description: state.message })
    return state.ok
  }
  return (
    <ConfirmDialog
      title={`Revoke ${trigger.name}?`}
      confirmLabel="Revoke trigger"
      onConfirm={revoke}
      trigger={
        <Button size="small" aria-label={`Revoke ${trigger.name} ${trigger.lastFour}`}>
          Revoke…
        </Button>
      }
    >
      <p>The URL stops working right away. This can’t be undone.</p>
    </ConfirmDialog>
  )
}
