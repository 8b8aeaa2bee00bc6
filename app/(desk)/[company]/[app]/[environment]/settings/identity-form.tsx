'use client'

import { useState, useTransition } from 'react'
import { acted, useAct } from '@/components/desk/acted'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { Switch } from '@/components/ui/form/switch'
import { TextField } from '@/components/ui/form/text-field'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import { formField } from '@/lib/form-state'
import { saveIdentityAction, saveTokenChecksAction } from './actions'

type TokenChecks = { environmentId: string; jwksUrl: string; issuer: string; audience: string; minutesMax: number }
type Props = TokenChecks & { isRequired: boolean; typeToTurnOff: string | undefined }

export function IdentityForm({ isRequired, typeToTurnOff, ...checks }: Props) {
  const { environmentId } = checks
  const [isConfirming, setConfirming] = useState(false)
  const [isPending, startTransition] = useTransition()

  async function save(requiresIdentity: boolean, confirmation?: string) {
    const state = await acted(() => saveIdentityAction(environmentId, { requiresIdentity, confirmation }))
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
            ? 'On: Pushdesk refuses requests without a valid User-Token.'
            : 'Off: anyone with the app can register a device for any user.id.'
        }
        checked={isRequired}
        disabled={isPending}
        onCheckedChange={(next) => (next ? startTransition(async () => void (await save(true))) : setConfirming(true))}
      />
      <TokenChecksForm {...checks} />
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

function TokenChecksForm({ environmentId, jwksUrl, issuer, audience, minutesMax }: TokenChecks) {
  const [state, submit] = useAct(saveTokenChecksAction)
  return (
    <form action={submit} className="flex flex-col gap-4">
      <input type="hidden" name="environmentId" value={environmentId} />
      <FormMessage state={state} success="Token checks saved." />
      <TextField
        label="JWKS URL"
        {...formField(state, 'jwksUrl', jwksUrl)}
        type="url"
        isOptional
        isMono
        placeholder="https://example.com/.well-known/jwks.json"
        hint="For tokens signed with your own asymmetric keys. Pushdesk then refuses tokens signed with the secret below."
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Issuer" {...formField(state, 'issuer', issuer)} isOptional isMono hint="Required iss claim" />
        <TextField
          label="Audience"
          {...formField(state, 'audience', audience)}
          isOptional
          isMono
          hint="Required aud claim"
        />
      </div>
      <TextField
        label="Maximum lifetime in minutes"
        {...formField(state, 'minutesMax', String(minutesMax))}
        inputMode="numeric"
        hint="From iat to exp. Pushdesk refuses tokens without exp."
      />
      <SubmitButton variant="secondary" className="self-start">
        Save
      </SubmitButton>
    </form>
  )
}
