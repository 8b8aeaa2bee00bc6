'use client'

import { Select } from '@/components/ui/form/select'
import { TextArea } from '@/components/ui/form/text-area'
import { TextField } from '@/components/ui/form/text-field'
import type { CallerHeaders } from '@/lib/apns/push/check-headers'
import { type PushProblem, pushTypes } from '@/lib/apns/push/push-types'
import { type AlertField, type ApsField, pushFieldsOf, withField } from './push-draft'

type Props = {
  payload: unknown
  headers: CallerHeaders
  problems: PushProblem[]
  onPayload: (payload: unknown) => void
  onHeaders: (headers: CallerHeaders) => void
}

const levels = ['active', 'passive', 'time-sensitive', 'critical'].map((value) => ({ value, label: value }))
const noLevel = 'default'

/** Edits the payload's common fields. The form and the payload editor always match. */
export function PushForm({ payload, headers, problems, onPayload, onHeaders }: Props) {
  const fields = pushFieldsOf(payload)
  const isBroken = payload === undefined
  const errorsAt = (path: string) => problems.filter((problem) => problem.path === path).map(({ message }) => message)
  const of = (field: AlertField | ApsField, path: string) => ({
    value: fields[field],
    disabled: isBroken,
    errors: errorsAt(path),
    onChange: (event: { target: { value: string } }) => onPayload(withField(payload, field, event.target.value)),
  })
  const header = (name: keyof CallerHeaders) => ({
    value: headers[name] ?? '',
    errors: errorsAt(`headers.${name}`),
    onChange: (event: { target: { value: string } }) => onHeaders(withHeader(headers, name, event.target.value)),
  })
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {isBroken && <p className="text-danger-text text-sm">Fix the JSON to edit these fields.</p>}
      <TextField label="Title" {...of('title', 'payload.aps.alert.title')} />
      <TextField label="Subtitle" isOptional {...of('subtitle', 'payload.aps.alert.subtitle')} />
      <TextArea label="Text" rows={3} {...of('body', 'payload.aps.alert.body')} />
      <div className="grid grid-cols-2 gap-3">
        <TextField label="Badge" isOptional inputMode="numeric" {...of('badge', 'payload.aps.badge')} />
        <TextField label="Sound" isOptional {...of('sound', 'payload.aps.sound')} />
        <TextField label="Thread" isOptional {...of('thread-id', 'payload.aps.thread-id')} />
        <Select
          label="Interruption level"
          options={[{ value: noLevel, label: 'Not set' }, ...levels]}
          value={fields['interruption-level'] || noLevel}
          disabled={isBroken}
          errors={errorsAt('payload.aps.interruption-level')}
          onValueChange={(level) => onPayload(withField(payload, 'interruption-level', level === noLevel ? '' : level))}
        />
      </div>
      <div className="grid grid-cols-2 gap-3 border-t pt-3">
        <Select
          label="Push type"
          options={pushTypes.map((value) => ({ value, label: value }))}
          value={headers['apns-push-type'] ?? 'alert'}
          errors={errorsAt('headers.apns-push-type')}
          onValueChange={(value) => onHeaders(withHeader(headers, 'apns-push-type', value))}
        />
        <Select
          label="Priority"
          options={priorities}
          value={headers['apns-priority'] ?? '10'}
          errors={errorsAt('headers.apns-priority')}
          onValueChange={(value) => onHeaders(withHeader(headers, 'apns-priority', value))}
        />
        <TextField label="Collapse ID" isOptional isMono {...header('apns-collapse-id')} />
        <TextField
          label="Expiration"
          isOptional
          hint="Seconds since 1970, or 0 for one attempt"
          isMono
          {...header('apns-expiration')}
        />
      </div>
    </div>
  )
}

const priorities = [
  { value: '10', label: '10: immediately' },
  { value: '5', label: '5: saving power' },
  { value: '1', label: '1: without waking the device' },
]

function withHeader(headers: CallerHeaders, name: keyof CallerHeaders, value: string): CallerHeaders {
  const { [name]: _, ...rest } = headers
  return value === '' ? rest : { ...rest, [name]: value }
}
