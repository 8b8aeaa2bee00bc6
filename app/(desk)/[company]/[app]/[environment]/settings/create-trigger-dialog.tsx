'use client'

import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/form/radio-group'
import { TextField } from '@/components/ui/form/text-field'
import { enteredValue, fieldErrors, formField } from '@/lib/form-state'
import { createTriggerAction } from './actions'
import { OneTimeSecretInDialog } from './one-time-secret'

const acts = [
  { value: 'turn_off', label: 'Turn the prompt off', hint: 'Customers of this app stop being asked.' },
  {
    value: 'pause_rollout',
    label: 'Pause the rollout',
    hint: 'The percentage stays where it is. Later steps of the schedule are removed; to resume, schedule them again.',
  },
] as const

type Created = NonNullable<Extract<Awaited<ReturnType<typeof createTriggerAction>>, { ok: true }>>['result']

export function CreateTriggerDialog({ environmentId }: { environmentId: string }) {
  return (
    <FormDialog<Created>
      title="Create a trigger"
      submitLabel="Create trigger"
      act={createTriggerAction}
      after={({ path, trigger }, close) => (
        <OneTimeSecretInDialog
          secret={`${location.origin}${path}`}
          name={`URL of trigger ${trigger.name}`}
          close={close}
        >
          Anyone with this URL can use the trigger, so store it with your alert manager’s secrets. Call it with POST,
          without a body.
        </OneTimeSecretInDialog>
      )}
      trigger={<Button>Create trigger…</Button>}
    >
      {(state) => {
        const act = enteredValue(state, 'act') === 'pause_rollout' ? 'pause_rollout' : 'turn_off'
        return (
          <>
            <input type="hidden" name="environmentId" value={environmentId} />
            <RadioGroup
              key={act}
              label="What it does"
              name="act"
              options={acts}
              defaultValue={act}
              errors={fieldErrors(state, 'act')}
            />
            <TextField label="Name" {...formField(state, 'name')} placeholder="Alertmanager, production" />
          </>
        )
      }}
    </FormDialog>
  )
}
