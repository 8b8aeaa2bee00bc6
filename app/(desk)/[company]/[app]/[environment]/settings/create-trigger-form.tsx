'use client'

import { useAct } from '@/components/desk/acted'
import { FormMessage } from '@/components/ui/form/form-message'
import { RadioGroup } from '@/components/ui/form/radio-group'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextField } from '@/components/ui/form/text-field'
import { enteredValue, fieldErrors } from '@/lib/form-state'
import { createTriggerAction } from './actions'
import { OneTimeSecret } from './one-time-secret'

const acts = [
  { value: 'turn_off', label: 'Turn the prompt off', hint: 'No customer of this app is asked any more.' },
  {
    value: 'pause_rollout',
    label: 'Pause the rollout',
    hint: 'The percentage stays at what it is then. Later steps of the schedule are removed; plan them again to resume.',
  },
] as const

export function CreateTriggerForm({ environmentId }: { environmentId: string }) {
  const [state, submit] = useAct(createTriggerAction)
  const act = enteredValue(state, 'act') === 'pause_rollout' ? 'pause_rollout' : 'turn_off'
  return (
    <form action={submit} aria-label="Create trigger" className="flex max-w-xl flex-col gap-4">
      <input type="hidden" name="environmentId" value={environmentId} />
      <FormMessage state={state} />
      {state?.ok && (
        <OneTimeSecret
          secret={`${location.origin}${state.result.path}`}
          name={`URL of trigger ${state.result.trigger.name}`}
        >
          Whoever has this URL can use the trigger, so store it with your alert manager’s secrets. It takes POST and
          needs no body.
        </OneTimeSecret>
      )}
      <RadioGroup
        key={act}
        label="What it does"
        name="act"
        options={acts}
        defaultValue={act}
        errors={fieldErrors(state, 'act')}
      />
      <TextField
        label="Name"
        name="name"
        placeholder="Alertmanager, production"
        defaultValue={enteredValue(state, 'name')}
        errors={fieldErrors(state, 'name')}
      />
      <div>
        <SubmitButton>Create trigger</SubmitButton>
      </div>
    </form>
  )
}
