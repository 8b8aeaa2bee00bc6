'use client'

import { Checkbox } from '@/components/ui/form/checkbox'
import { FieldErrorList } from '@/components/ui/form/field'
import { TextField } from '@/components/ui/form/text-field'
import { eventTypeOptions } from '@/lib/events/event-labels'
import { type FormState, fieldErrors, formField } from '@/lib/form-state'

type Props = { state: FormState<unknown>; url?: string; types?: readonly string[] }

/** Fields of a webhook. A new one gets every type. */
export function EventWebhookFields({ state, url = '', types }: Props) {
  const errors = fieldErrors(state, 'types')
  return (
    <>
      <TextField
        label="URL"
        {...formField(state, 'url', url)}
        type="url"
        placeholder="https://events.example.com/pushdesk"
      />
      <fieldset className="flex flex-col gap-2" aria-describedby={errors?.length ? 'event-types-error' : undefined}>
        <legend className="mb-1 font-medium">Events</legend>
        {eventTypeOptions.map(({ value, label }) => (
          <Checkbox
            key={value}
            name="types"
            value={value}
            label={label}
            hint={value}
            defaultChecked={types?.includes(value) ?? true}
          />
        ))}
        {errors?.length ? <FieldErrorList id="event-types-error" errors={errors} /> : null}
      </fieldset>
    </>
  )
}
