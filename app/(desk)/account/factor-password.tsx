'use client'

import { useActionState } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextField } from '@/components/ui/form/text-field'
import { type FormState, fieldErrors } from '@/lib/form-state'

type Props<Result> = {
  email: string
  act: (previous: FormState<Result>, form: FormData) => Promise<FormState<Result>>
  submit: string
  needsCode?: boolean
  onDone: (result: Result) => void
  onCancel: () => void
}

/** Asks for the password, so that someone at an unlocked browser can't change how its owner signs in. */
export function FactorPassword<Result>({ email, act, submit, needsCode = false, onDone, onCancel }: Props<Result>) {
  const [state, action] = useActionState<FormState<Result>, FormData>(async (previous, form) => {
    const next = await acted(() => act(previous as FormState<Result>, form))
    if (next?.ok) onDone(next.result)
    return next
  }, undefined)
  return (
    <form action={action} className="flex max-w-80 flex-col gap-3">
      <FormMessage state={state} />
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <TextField
        label="Your password"
        name="currentPassword"
        type="password"
        required
        autoFocus
        autoComplete="current-password"
        errors={fieldErrors(state, 'currentPassword')}
      />
      {needsCode && (
        <TextField
          label="Code"
          name="code"
          required
          isMono
          autoComplete="one-time-code"
          hint="From the authenticator app, or a recovery code."
          errors={fieldErrors(state, 'code')}
        />
      )}
      <div className="flex gap-2">
        <SubmitButton>{submit}</SubmitButton>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  )
}
