'use client'

import { useAct } from '@/components/desk/acted'
import { FormMessage } from '@/components/ui/form/form-message'
import { RadioGroup } from '@/components/ui/form/radio-group'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextField } from '@/components/ui/form/text-field'
import { enteredValue, fieldErrors, formField } from '@/lib/form-state'
import { createApiKeyAction } from './actions'
import { NewKey } from './new-key'

const kinds = [
  {
    value: 'publishable',
    label: 'Publishable',
    hint: 'For the SDK in the app. Not a secret: it can’t send or read notifications.',
  },
  { value: 'secret', label: 'Secret', hint: 'For servers: sends notifications and reads the delivery log.' },
] as const

export function CreateKeyForm({ environmentId }: { environmentId: string }) {
  const [state, submit] = useAct(createApiKeyAction)
  const kind = enteredValue(state, 'kind') === 'secret' ? 'secret' : 'publishable'
  return (
    <form action={submit} className="flex max-w-xl flex-col gap-4">
      <input type="hidden" name="environmentId" value={environmentId} />
      <FormMessage state={state} />
      {state?.ok && <NewKey created={state.result} />}
      <RadioGroup
        key={kind}
        label="Kind"
        name="kind"
        options={kinds}
        defaultValue={kind}
        errors={fieldErrors(state, 'kind')}
      />
      <TextField label="Name" {...formField(state, 'name')} placeholder="Chat platform, production" />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Expires after (days)"
          {...formField(state, 'expiresInDays')}
          isOptional
          inputMode="numeric"
          hint="Leave empty for no expiration"
        />
        <TextField
          label="Rate limit (per second)"
          {...formField(state, 'ratePerSecondMax')}
          isOptional
          inputMode="numeric"
          hint="Per process. Leave empty for 5,000 (publishable) or 20,000 (secret)"
        />
      </div>
      <div>
        <SubmitButton>Create key</SubmitButton>
      </div>
    </form>
  )
}
