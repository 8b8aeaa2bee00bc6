'use client'

import { useState } from 'react'
import { useAct } from '@/components/desk/acted'
import { FormMessage } from '@/components/ui/form/form-message'
import { Select } from '@/components/ui/form/select'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextField } from '@/components/ui/form/text-field'
import { enteredValue, fieldErrors, formField } from '@/lib/form-state'
import { customFaultKinds, reasonsToAnswer, shareOf } from '@/lib/simulator/custom-fault-labels'
import { turnOnCustomFaultAction } from './actions'

type Kind = (typeof customFaultKinds)[number]['value']

export function CustomFaultForm({ environmentId }: { environmentId: string }) {
  const [state, act] = useAct(turnOnCustomFaultAction)
  const [kind, setKind] = useState<Kind>('answer')
  return (
    <form action={act} className="flex flex-col gap-3">
      <input type="hidden" name="environmentId" value={environmentId} />
      <Select
        label="Fault"
        name="kind"
        options={customFaultKinds}
        value={kind}
        onValueChange={setKind}
        errors={fieldErrors(state, 'kind')}
      />
      {kind === 'answer' && (
        <Select
          key={enteredValue(state, 'reason')}
          label="Reason"
          {...formField(state, 'reason', 'ServiceUnavailable')}
          options={reasonsToAnswer}
        />
      )}
      {shareOf(kind) && (
        <TextField
          label={`Percentage of ${shareOf(kind)}`}
          {...formField(state, 'share', '100')}
          type="number"
          min={1}
          max={100}
          required
        />
      )}
      <FormMessage state={state} success="Fault turned on." />
      <SubmitButton variant="secondary" className="self-start">
        Turn on
      </SubmitButton>
    </form>
  )
}
