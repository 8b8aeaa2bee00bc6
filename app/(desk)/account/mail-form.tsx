'use client'

import { useAct } from '@/components/desk/acted'
import { Checkbox } from '@/components/ui/form/checkbox'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { saveMailAction } from './actions'

const topics = [
  { value: 'sign_in', label: 'Sign-ins with a new browser' },
  { value: 'approvals', label: 'Prompt changes that await your approval, and decisions on yours' },
  { value: 'prompt_changes', label: 'Prompt changes in production of your favorite apps' },
]

export function MailForm({ mailOff }: { mailOff: readonly string[] }) {
  const [state, action] = useAct(saveMailAction)
  return (
    <form action={action} className="flex flex-col gap-3">
      <FormMessage state={state} success="Emails changed." />
      <fieldset key={mailOff.join()} className="flex flex-col gap-2">
        <legend className="sr-only">Emails</legend>
        {topics.map(({ value, label }) => (
          <Checkbox key={value} name="wanted" value={value} label={label} defaultChecked={!mailOff.includes(value)} />
        ))}
      </fieldset>
      <SubmitButton variant="secondary" className="self-start">
        Save emails
      </SubmitButton>
    </form>
  )
}
