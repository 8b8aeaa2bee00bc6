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
    hint: 'For the SDK in the app: registers devices, asks for the prompt.',
  },
  { value: 'secret', label: 'Secret', hint: 'For servers: sends messages and reads the log.' },
] as const

export function CreateKeyForm({ base }: { base: string }) {
  const [state, submit] = useAct(createApiKey)
  const kind = enteredValue(state, 'kind') === 'secret' ? 'secret' : 'publishable'
  return (
    <form action={submit} className="flex max-w-xl flex-col gap-4">
      <input type="hidden" name="base" value={base} />
      <FormMessage state={state} />
      {state?.ok && (
        <ShownOnce secret={state.result.key} name={`key ${state.result.name}`}>
          {state.result.kind === 'secret'
            ? 'Put it where your server keeps its secrets. If it is lost, create another and revoke this one.'
            : 'Put it into the app. Publishable keys are no secret: this list can copy it again.'}
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
          label="Expires after, in days"
          name="expiresInDays"
          isOptional
          inputMode="numeric"
          hint="Empty: when it is revoked"
          defaultValue={enteredValue(state, 'expiresInDays')}
          errors={fieldErrors(state, 'expiresInDays')}
        />
        <TextField
          label="Calls per second"
          name="ratePerSecondMax"
          isOptional
          inputMode="numeric"
          hint="Empty: 20,000 for each process"
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
