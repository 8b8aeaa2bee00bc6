'use client'

import { useAct } from '@/components/desk/acted'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextField } from '@/components/ui/form/text-field'
import { formField } from '@/lib/form-state'
import { saveNameAction } from './actions'

export function NameForm({ name }: { name: string }) {
  const [state, action] = useAct(saveNameAction)
  return (
    <form action={action} className="flex max-w-80 flex-col gap-3">
      <FormMessage state={state} success="Name changed." />
      <TextField key={name} label="Name" {...formField(state, 'name', name)} required autoComplete="name" />
      <SubmitButton variant="secondary" className="self-start">
        Save name
      </SubmitButton>
    </form>
  )
}
