'use client'

import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import { revokeCaseAction } from './actions'

export function RevokeCaseButton(file: { environmentId: string; caseFileId: string }) {
  return (
    <ConfirmDialog
      title="Revoke this case file?"
      confirmLabel="Revoke case file"
      trigger={<Button size="small">Revoke…</Button>}
      onConfirm={async () => {
        const state = await acted(() => revokeCaseAction(file))
        if (!state.ok) return toast.failure('Couldn’t revoke the case file', { description: state.message })
        toast.good('Case file revoked')
      }}
    >
      <p>The link stops working right away. You can’t undo this, but you can share the case again.</p>
    </ConfirmDialog>
  )
}
