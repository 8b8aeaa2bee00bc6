'use client'

import { useActionState } from 'react'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextField } from '@/components/ui/form/text-field'
import { type FormState, formField } from '@/lib/form-state'
import { askForPasswordAction } from './actions'

export function ForgotPasswordForm() {
  // A client function, so that React can replay a form submitted before hydration.
  const [state, action] = useActionState(
    (previous: FormState, form: FormData) => askForPasswordAction(previous, form),
    undefined,
  )
  if (state?.ok)
    return (
      <p role="status">If an account with a password has this address, the email arrives within a minute or two.</p>
    )
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormMessage state={state} />
      <TextField label="Email" {...formField(state, 'email')} type="email" autoComplete="username" required />
      <SubmitButton size="large">Email me a link</SubmitButton>
    </form>
  )
}
