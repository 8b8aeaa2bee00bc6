'use client'

import { useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlays/toast'
import { isolated } from '@/lib/text/isolated'
import { withdrawInvitationAction } from './actions'

export function WithdrawButton({ invitationId, name }: { invitationId: string; name: string }) {
  const [isPending, startTransition] = useTransition()
  const act = () =>
    startTransition(async () => {
      const state = await acted(() => withdrawInvitationAction(invitationId))
      if (state.ok) toast.good(`Invitation for ${isolated(name)} withdrawn`)
      else toast.failure('Couldn’t withdraw the invitation', { description: state.message })
    })
  return (
    <Button
      size="small"
      isPending={isPending}
      onClick={act}
      aria-label={`Withdraw the invitation for ${isolated(name)}`}
    >
      Withdraw
    </Button>
  )
}
