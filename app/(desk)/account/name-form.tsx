'use client'

import { useAct } from '@/components/desk/acted'
import { FormMessage } from '@/components/ui/form-message'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import { enteredValue, fieldErrors } from '@/lib/form-state'
import { saveName } from './actions'

export function NameForm({ name }: { name: string }) {
  const [state, action] = useAct(saveName)
  return (
    <form action={action} className="flex max-w-80 flex-col gap-3">
      <FormMessage state={state} success="Name changed." />
      <TextField
        label="Name"
        name="name"
        required
        autoComplete="name"
        defaultValue={enteredValue(state, 'name', name)}
        key={name}
        errors={fieldErrors(state, 'name')}
      />
      <SubmitButton variant="secondary" className="self-start">
        Save name
      </SubmitButton>
    </form>
  )
}
