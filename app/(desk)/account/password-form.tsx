'use client'

import { useAct } from '@/components/desk/acted'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextField } from '@/components/ui/form/text-field'
import { fieldErrors } from '@/lib/form-state'
import { savePasswordAction } from './actions'

export function PasswordForm({ email }: { email: string }) {
  const [state, action] = useAct(savePasswordAction)
  return (
    <form action={action} className="flex max-w-80 flex-col gap-3">
      <FormMessage state={state} success="Password changed. You’re signed out everywhere else." />
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <TextField
        label="Current password"
        name="currentPassword"
        type="password"
        required
        autoComplete="current-password"
        errors={fieldErrors(state, 'currentPassword')}
      />
      <TextField
        label="New password"
        name="newPassword"
        type="password"
        required
        autoComplete="new-password"
        hint="At least 10 characters. Several words work best."
        errors={fieldErrors(state, 'newPassword')}
      />
      <SubmitButton variant="secondary" className="self-start">
        Change password
      </SubmitButton>
    </form>
  )
}
