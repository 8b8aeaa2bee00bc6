'use client'

import { useAct } from '@/components/desk/acted'
import { FormMessage } from '@/components/ui/form-message'
import { RadioGroup } from '@/components/ui/radio-group'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import type { ShownEndpoint } from '@/lib/company-api/show-endpoint'
import { enteredValue, fieldErrors } from '@/lib/form-state'
import { saveCompanyApi } from './actions'
import { EndpointAuthFields } from './endpoint-auth-fields'
import { ShownOnce } from './shown-once'
import { TemplateFields } from './template-fields'

type Props = { environmentId: string; endpoint: ShownEndpoint | undefined }

const uses = [
  { value: 'uuid', label: 'UUIDs only', hint: 'Notifications to device tokens are sent through APNs.' },
  {
    value: 'all',
    label: 'Device tokens and UUIDs',
    hint: 'Everything is sent through the company API and nothing through APNs.',
  },
] as const

export function EndpointForm({ environmentId, endpoint }: Props) {
  const [state, submit] = useAct(saveCompanyApi)
  const usedFor = enteredValue(state, 'usedFor', endpoint?.usedFor ?? 'uuid') === 'all' ? 'all' : 'uuid'
  return (
    <form action={submit} className="flex max-w-3xl flex-col gap-5">
      <input type="hidden" name="environmentId" value={environmentId} />
      <FormMessage state={state} success="Company API saved." />
      {state?.ok && state.result.signingSecret && (
        <ShownOnce secret={state.result.signingSecret} name="signing secret">
          The company’s server needs it to verify the signature of our requests.
        </ShownOnce>
      )}
      <TextField
        label="URL"
        name="url"
        type="text"
        inputMode="url"
        isMono
        placeholder="https://push.example.com/notifications"
        defaultValue={enteredValue(state, 'url', endpoint?.url)}
        errors={fieldErrors(state, 'url')}
      />
      <RadioGroup key={usedFor} label="Used for" name="usedFor" options={uses} defaultValue={usedFor} />
      <EndpointAuthFields
        key={state?.ok ? 'saved' : 'edited'}
        stored={endpoint && { kind: endpoint.authKind, hint: endpoint.authHint }}
        entered={state?.ok === false ? state.entered : {}}
        errorsOf={(path) => errorsUnder(state?.ok === false ? state.fields : {}, path)}
      />
      <TemplateFields
        stored={endpoint?.bodyTemplate ?? null}
        entered={state?.ok === false ? state.entered : undefined}
        errors={fieldErrors(state, 'bodyTemplate')}
      />
      <div>
        <SubmitButton>{endpoint ? 'Save' : 'Save company API'}</SubmitButton>
      </div>
    </form>
  )
}

/** `auth.headers.x-key` belongs to the field of `auth.headers`. */
function errorsUnder(fields: Record<string, string[]>, path: string): string[] | undefined {
  const found = Object.entries(fields).filter(([name]) => name === path || name.startsWith(`${path}.`))
  if (found.length === 0) return undefined
  return found.flatMap(([name, errors]) =>
    errors.map((error) => (name === path ? error : `${name.slice(path.length + 1)}: ${error}`)),
  )
}
