'use client'

import { useState } from 'react'
import { useAct } from '@/components/desk/acted'
import { FormMessage } from '@/components/ui/form/form-message'
import { RadioGroup } from '@/components/ui/form/radio-group'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextField } from '@/components/ui/form/text-field'
import { type FormState, formField } from '@/lib/form-state'
import { setMessageTextsAction } from './actions'
import { useFormValues } from './use-form-values'

type Props = { companyId: string; messageTextDays: number | null }
type Choice = 'deliveries' | 'days' | 'none'

export function MessageTextsForm({ companyId, messageTextDays }: Props) {
  const [state, action] = useAct(setMessageTextsAction)
  const { values: days, touch } = useFormValues(messageTextDays, state)
  return (
    <form action={action} onInput={touch} className="flex max-w-120 flex-col gap-3">
      <FormMessage state={state} success="Saved." />
      <input type="hidden" name="companyId" value={companyId} />
      <MessageTextsFields key={days} days={days} state={state} />
      <SubmitButton variant="secondary" className="self-start">
        Save message texts
      </SubmitButton>
    </form>
  )
}

function MessageTextsFields({ days, state }: { days: number | null; state: FormState<unknown> }) {
  const [choice, setChoice] = useState<Choice>(choiceOf(days))
  return (
    <>
      <RadioGroup
        label="Message texts"
        name="keeps"
        value={choice}
        onValueChange={setChoice}
        options={[
          { value: 'deliveries', label: 'Keep as long as deliveries' },
          { value: 'days', label: 'Keep for a number of days' },
          {
            value: 'none',
            label: 'Don’t keep',
            hint: 'Pushdesk removes a text once all deliveries of its message have ended.',
          },
        ]}
      />
      {choice === 'days' && (
        <TextField
          label="Days"
          {...formField(state, 'messageTextDays', String(days || 7))}
          inputMode="numeric"
          required
          className="max-w-32"
        />
      )}
      {choice !== 'deliveries' && (
        <p className="text-quiet">This also removes texts that are stored now. They can’t be brought back.</p>
      )}
    </>
  )
}

function choiceOf(days: number | null): Choice {
  if (days === null) return 'deliveries'
  return days === 0 ? 'none' : 'days'
}
