'use client'

import { useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { toast } from '@/components/ui/toast'
import type { ShownCredential } from '@/lib/credentials/list-credentials'
import { checkKey, revokeApnsKey } from './actions'

export function CredentialActions({
  base,
  credential,
  isLast,
}: {
  base: string
  credential: ShownCredential
  isLast: boolean
}) {
  const [isPending, startTransition] = useTransition()
  const check = () =>
    startTransition(async () => {
      const state = await acted(checkKey(base, credential.id))
      if (!state.ok) return toast.failure('The key was not checked', { description: state.message })
      const { verdict, message } = state.result
      if (verdict === 'holds') toast.good('The key holds', { description: message })
      else toast.failure(verdict === 'refused' ? 'APNs refuses this key' : 'Not known', { description: message })
    })
  async function revoke(typed: string) {
    const state = await acted(revokeApnsKey(base, credential.id, typed))
    if (!state.ok) {
      toast.failure('The key was not revoked', { description: state.message })
      return false
    }
    const { nextKeyId } = state.result
    toast.good('The key was revoked here', { description: nextKeyId ? `${nextKeyId} signs now.` : 'No key signs now.' })
    return true
  }
  return (
    <>
      <Button size="small" isPending={isPending} onClick={check}>
        Check again
      </Button>
      <ConfirmDialog
        title={`Revoke the key ${credential.keyId}?`}
        confirmLabel="Revoke the key"
        typeToConfirm={credential.keyId}
        onConfirm={revoke}
        trigger={<Button size="small">Revoke</Button>}
      >
        <p>
          {isLast
            ? 'It is the only key: nothing is sent to Apple until another is uploaded.'
            : 'Pushdesk signs with it no more; the newest of the others takes over.'}{' '}
          Revoke it in Apple’s developer account too if it may have leaked.
        </p>
      </ConfirmDialog>
    </>
  )
}
