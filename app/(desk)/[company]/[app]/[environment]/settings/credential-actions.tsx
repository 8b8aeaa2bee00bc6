'use client'

import { useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import type { CredentialView } from '@/lib/credentials/list-credentials'
import { checkApnsKeyAction, revokeApnsKeyAction } from './actions'

export function CredentialActions({
  environmentId,
  credential,
  isLast,
}: {
  environmentId: string
  credential: CredentialView
  isLast: boolean
}) {
  const [isPending, startTransition] = useTransition()
  const check = () =>
    startTransition(async () => {
      const state = await acted(() => checkApnsKeyAction(environmentId, credential.id))
      if (!state.ok) return toast.failure('Couldn’t verify the key', { description: state.message })
      const { verdict, message } = state.result
      if (verdict === 'holds') toast.good('APNs accepts this key', { description: message })
      else
        toast.failure(verdict === 'refused' ? 'APNs rejects this key' : 'Couldn’t verify the key', {
          description: message,
        })
    })
  async function revoke(typed: string) {
    const state = await acted(() => revokeApnsKeyAction(environmentId, credential.id, typed))
    if (!state.ok) {
      toast.failure('Couldn’t revoke the key', { description: state.message })
      return false
    }
    const { nextKeyId } = state.result
    toast.good('Key revoked', { description: nextKeyId ? `${nextKeyId} is now in use.` : 'No key is in use now.' })
    return true
  }
  return (
    <>
      <Button size="small" isPending={isPending} onClick={check}>
        Verify again
      </Button>
      <ConfirmDialog
        title={`Revoke key ${credential.keyId}?`}
        confirmLabel="Revoke key"
        typeToConfirm={credential.keyId}
        onConfirm={revoke}
        trigger={<Button size="small">Revoke…</Button>}
      >
        <p>
          {isLast
            ? 'This is the only key. Nothing is sent to Apple until you upload another one.'
            : 'Pushdesk stops using this key and switches to the newest remaining one.'}{' '}
          If the key may have leaked, also revoke it in your Apple developer account.
        </p>
      </ConfirmDialog>
    </>
  )
}
