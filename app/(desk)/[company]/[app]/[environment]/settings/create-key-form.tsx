'use client'

import { useAct } from '@/components/desk/acted'
import { FormMessage } from '@/components/ui/form-message'
import { RadioGroup } from '@/components/ui/radio-group'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import { enteredValue, fieldErrors } from '@/lib/form-state'
import { createApiKey } from './actions'
import { ShownOnce } from './shown-once'

const kinds = [
  {
    value: 'publishable',
    label: 'Publishable',
    hint: 'For the SDK in the app: registers devices and evaluates the prompt.',
  },
  { value: 'secret', label: 'Secret', hint: 'For servers: sends notifications and reads the delivery log.' },
] as const

export function CreateKeyForm({ environmentId }: { environmentId: string }) {
  const [state, submit] = useAct(createApiKey)
  const kind = enteredValue(state, 'kind') === 'secret' ? 'secret' : 'publishable'
  return (
    <form action={submit} className="flex max-w-xl flex-col gap-4">
      <input type="hidden" name="environmentId" value={environmentId} />
      <FormMessage state={state} />
      {state?.ok && (
        <ShownOnce secret={state.result.key} name={`key ${state.result.name}`}>
          {state.result.kind === 'secret'
            ? 'Store it with your server’s secrets. If you lose it, create another key and revoke this one.'
            : 'Add it to the app. Publishable keys aren’t secret, so you can copy it from this list again.'}
        </ShownOnce>
      )}
      <RadioGroup
        key={kind}
        label="Kind"
        name="kind"
        options={kinds}
        defaultValue={kind}
        errors={fieldErrors(state, 'kind')}
      />
      <TextField
        label="Name"
        name="name"
        placeholder="Chat platform, production"
        defaultValue={enteredValue(state, 'name')}
        errors={fieldErrors(state, 'name')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Expires after (days)"
          name="expiresInDays"
          isOptional
          inputMode="numeric"
          hint="Leave empty for no expiration"
          defaultValue={enteredValue(state, 'expiresInDays')}
          errors={fieldErrors(state, 'expiresInDays')}
        />
        <TextField
          label="Rate limit (per second)"
          name="ratePerSecondMax"
          isOptional
          inputMode="numeric"
          hint="Leave empty for the default (20,000 per process)"
          defaultValue={enteredValue(state, 'ratePerSecondMax')}
          errors={fieldErrors(state, 'ratePerSecondMax')}
        />
      </div>
      <div>
        <SubmitButton>Create key</SubmitButton>
      </div>
    </form>
  )
}
