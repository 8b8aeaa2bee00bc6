'use client'

import { useState, useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/components/ui/toast'
import { saveIdentity } from './actions'
import { JwksForm } from './jwks-form'

type Props = { environmentId: string; isRequired: boolean; jwksUrl: string; typeToTurnOff: string | undefined }

export function IdentityForm({ environmentId, isRequired, jwksUrl, typeToTurnOff }: Props) {
  const [isConfirming, setConfirming] = useState(false)
  const [isPending, startTransition] = useTransition()

  async function save(requiresIdentity: boolean, confirmation?: string) {
    const state = await acted(saveIdentity(environmentId, { requiresIdentity, confirmation }))
    if (state.ok) toast.good('Identity verification changed')
    else toast.failure('Couldn’t change identity verification', { description: state.message })
    return state.ok
  }
  return (
    <div className="flex max-w-xl flex-col gap-4">
      <Switch
        label="Require a User-Token for every user.id"
        hint={
          isRequired
            ? 'On: requests without a valid User-Token are rejected.'
            : 'Off: anyone with the app can register a device for any user.id.'
        }
        checked={isRequired}
        disabled={isPending}
        onCheckedChange={(next) => (next ? startTransition(async () => void (await save(true))) : setConfirming(true))}
      />
      <JwksForm environmentId={environmentId} jwksUrl={jwksUrl} />
      <ConfirmDialog
        title="Turn off identity verification?"
        confirmLabel="Turn off"
        typeToConfirm={typeToTurnOff}
        open={isConfirming}
        onOpenChange={setConfirming}
        onConfirm={(confirmation) => save(false, confirmation)}
      >
        <p>Anyone with the app can then register their phone as any customer and read that customer’s notifications.</p>
      </ConfirmDialog>
    </div>
  )
}
