'use client'

import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import { saveIdentity } from './actions'
import { JwksForm } from './jwks-form'

type Props = { base: string; isRequired: boolean; jwksUrl: string; typeToTurnOff: string | undefined }

export function IdentityForm({ base, isRequired, jwksUrl, typeToTurnOff }: Props) {
  const [isConfirming, setConfirming] = useState(false)
  const [isPending, startTransition] = useTransition()

  async function save(requiresIdentity: boolean, confirmation?: string) {
    const state = await acted(saveIdentity(base, { requiresIdentity, confirmation }))
    if (state.ok) toast.good('Saved')
    else toast.failure('Nothing was changed', { description: state.message })
    return state.ok
  }
  return (
    <div className="flex max-w-xl flex-col gap-4">
      <Switch
        label="Calls for a user.id need a User-Token"
        hint={isRequired ? 'On: calls without one are refused.' : 'Off: anyone with the app can register as anybody.'}
        checked={isRequired}
        disabled={isPending}
        onCheckedChange={(next) => (next ? startTransition(async () => void (await save(true))) : setConfirming(true))}
      />
      <JwksForm base={base} jwksUrl={jwksUrl} />
      <ConfirmDialog
        title="Turn identity verification off?"
        confirmLabel="Turn it off"
        typeToConfirm={typeToTurnOff}
        open={isConfirming}
        onOpenChange={setConfirming}
        onConfirm={(confirmation) => save(false, confirmation)}
      >
        <p>
          Anyone who holds the app can then register their own phone as any customer, and read that customer’s pushes.
        </p>
      </ConfirmDialog>
    </div>
  )
}
