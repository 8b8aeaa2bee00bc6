'use client'

import { Select } from '@/components/ui/form/select'
import { TextField } from '@/components/ui/form/text-field'
import { type FormState, formField } from '@/lib/form-state'

const spans = [
  { value: '1', label: '1 hour' },
  { value: '4', label: '4 hours' },
  { value: '24', label: '1 day' },
  { value: '168', label: '7 days' },
] as const

export function MuteFields({ state }: { state: FormState<unknown> }) {
  return (
    <>
      <Select label="For" name="hours" options={spans} defaultValue="1" />
      <TextField label="Reason" {...formField(state, 'reason')} />
    </>
  )
}
