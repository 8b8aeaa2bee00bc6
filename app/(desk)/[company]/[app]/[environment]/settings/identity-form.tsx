'use client'

import { type FormEvent, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Switch } from '@/components/ui/switch'
import { TextField } from '@/components/ui/text-field'
import { toast } from '@/components/ui/toast'
import { saveIdentity } from './actions'

type Props = { base: string; isRequired: boolean; jwksUrl: string; typeToTurnOff: string | undefined }

export function IdentityForm({ base, isRequired, jwksUrl, typeToTurnOff }: Props) {
  const [isConfirming, setConfirming] = useState(false)
  const [errors, setErrors] = useState<string[]>()
  const [isPending, startTransition] = useTransition()

  async function save(requiresIdentity: boolean, more: { jwksUrl?: string; confirmation?: string }) {
    const state = await saveIdentity(base, { requiresIdentity, ...more })
    setErrors(state.ok ? undefined : state.fields.jwksUrl)
    if (state.ok) toast.good('Saved')
    else if (!state.fields.jwksUrl) toast.failure('Nothing was changed', { description: state.message })
    return state.ok
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const url = String(new FormData(event.currentTarget).get('jwksUrl') ?? '')
    startTransition(async () => {
      await save(isRequired, { jwksUrl: url.trim() })
    })
  }
  return (
    <div className="flex max-w-xl flex-col gap-4">
      <Switch
        label="Calls for a user.id need a User-Token"
        hint={isRequired ? 'On: calls without one are refused.' : 'Off: anyone with the app can register as anybody.'}
        checked={isRequired}
        disabled={isPending}
        onCheckedChange={(next) =>
          next ? startTransition(async () => void (await save(true, {}))) : setConfirming(true)
        }
      />
      <form onSubmit={submit} className="flex items-end gap-2">
        <TextField
          label="JWKS address"
          name="jwksUrl"
          type="url"
          isOptional
          isMono
          placeholder="https://example.com/.well-known/jwks.json"
          hint="For tokens signed with your own asymmetric keys. The secret below works beside it."
          defaultValue={jwksUrl}
          errors={errors}
          className="flex-1"
        />
        <Button type="submit" isPending={isPending} className="mb-5">
          Save
        </Button>
      </form>
      <ConfirmDialog
        title="Turn identity verification off?"
        confirmLabel="Turn it off"
        typeToConfirm={typeToTurnOff}
        open={isConfirming}
        onOpenChange={setConfirming}
        onConfirm={(confirmation) => save(false, { confirmation })}
      >
        <p>
          Anyone who holds the app can then register their own phone as any customer, and read that customer’s pushes.
        </p>
      </ConfirmDialog>
    </div>
  )
}
