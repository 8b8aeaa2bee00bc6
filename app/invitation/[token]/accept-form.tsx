'use client'

import { useActionState } from 'react'
import { postToNextAuth } from '@/components/desk/post-to-next-auth'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextField } from '@/components/ui/form/text-field'
import { type FormState, fieldErrors, formField } from '@/lib/form-state'
import { acceptInvitationAction } from './actions'

type Invited = { name: string; email: string; isForPassword: boolean }

export function AcceptForm({ token, invited }: { token: string; invited: Invited }) {
  const { name, email, isForPassword } = invited
  const [state, action] = useActionState(async (previous: FormState, form: FormData) => {
    const next = await acceptInvitationAction(token, previous, form)
    if (!next.ok) return next
    const signedIn = await postToNextAuth('callback/password', { email, password: String(form.get('password')) })
    location.assign(signedIn?.isOk ? '/' : '/sign-in')
    return new Promise<FormState>(() => undefined)
  }, undefined)
  return (
    <form action={action} className="flex flex-col gap-4">
      <FormMessage state={state} />
      <input type="hidden" name="username" autoComplete="username" value={email} />
      {isForPassword ? (
        <input type="hidden" name="name" value={name} />
      ) : (
        <TextField label="Your name" {...formField(state, 'name', name)} required autoComplete="name" />
      )}
      <TextField
        label={isForPassword ? 'New password' : 'Password'}
        name="password"
        type="password"
        required
        autoComplete="new-password"
        hint="At least 10 characters. Several words work best."
        errors={fieldErrors(state, 'password')}
      />
      <SubmitButton size="large">{isForPassword ? 'Save and sign in' : 'Create account'}</SubmitButton>
    </form>
  )
}
