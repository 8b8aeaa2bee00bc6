'use client'

import { useAct } from '@/components/desk/acted'
import { Callout } from '@/components/ui/callout'
import { FormMessage } from '@/components/ui/form/form-message'
import { RadioGroup } from '@/components/ui/form/radio-group'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextField } from '@/components/ui/form/text-field'
import { retryOf } from '@/lib/company-api/retry-schedule'
import type { EndpointView } from '@/lib/company-api/show-endpoint'
import { enteredValue, type FormState, formField } from '@/lib/form-state'
import { saveCompanyApiAction } from './actions'
import { EndpointAuthFields } from './endpoint-auth-fields'
import { EndpointTlsFields } from './endpoint-tls-fields'
import { OneTimeSecret } from './one-time-secret'
import { RetryFields } from './retry-fields'
import { TemplateFields } from './template-fields'
import { useFormValues } from './use-form-values'

type Props = { environmentId: string; endpoint: EndpointView | undefined }

const uses = [
  { value: 'uuid', label: 'UUIDs only', hint: 'Notifications to device tokens are sent through APNs.' },
  {
    value: 'all',
    label: 'Device tokens and UUIDs',
    hint: 'Everything is sent through the company API and nothing through APNs.',
  },
] as const

/** Resets the fields once they are saved, but keeps the result, because it shows the signing secret once. */
export function EndpointForm({ environmentId, endpoint }: Props) {
  const [state, submit] = useAct(saveCompanyApiAction)
  const { values, touch } = useFormValues(endpoint, state)
  return (
    <form action={submit} onInput={touch} className="flex max-w-3xl flex-col gap-5">
      <input type="hidden" name="environmentId" value={environmentId} />
      <EndpointFields key={values?.updatedAt.getTime()} endpoint={values} state={state} />
      {settingsOf(values) !== settingsOf(endpoint) && (
        <Callout tone="warning" isLive title="Someone saved these settings while you were editing">
          Your values are kept, and saving them replaces the other ones. To see those, reload the page.
        </Callout>
      )}
      <FormMessage state={state} success="Company API saved." />
      {state?.ok && state.result.signingSecret && (
        <OneTimeSecret secret={state.result.signingSecret} name="signing secret">
          This is the signing secret. The company’s server needs it to verify our requests.
        </OneTimeSecret>
      )}
      <div>
        <SubmitButton>{endpoint ? 'Save' : 'Save company API'}</SubmitButton>
      </div>
    </form>
  )
}

/** Without what also changes when deliveries fail, or with a new signing secret. */
const settingsOf = (endpoint: EndpointView | undefined) =>
  JSON.stringify({ ...endpoint, failuresInRow: 0, openUntil: null, updatedAt: null })

function EndpointFields({ endpoint, state }: Pick<Props, 'endpoint'> & { state: FormState<unknown> }) {
  const { entered, fields = {} } = (state?.ok === false && state) || {}
  const usedFor = enteredValue(state, 'usedFor', endpoint?.usedFor ?? 'uuid') === 'all' ? 'all' : 'uuid'
  return (
    <>
      <TextField
        label="URL"
        {...formField(state, 'url', endpoint?.url)}
        type="text"
        inputMode="url"
        isMono
        placeholder="https://push.example.com/notifications"
      />
      <RadioGroup key={usedFor} label="Used for" name="usedFor" options={uses} defaultValue={usedFor} />
      <EndpointAuthFields
        stored={endpoint && { kind: endpoint.authKind, hint: endpoint.authHint }}
        entered={entered ?? {}}
        errorsOf={(path) => errorsUnder(fields, path)}
      />
      <EndpointTlsFields stored={endpoint} entered={entered ?? {}} errorsOf={(path) => fields[path]} />
      <TemplateFields stored={endpoint?.bodyTemplate ?? null} entered={entered} errors={fields.bodyTemplate} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="Concurrent requests"
          {...formField(state, 'concurrencyMax', String(endpoint?.concurrencyMax ?? 512))}
          type="text"
          inputMode="numeric"
          hint="The maximum. Pushdesk starts with 16 and sends more while the company’s server responds well."
        />
        <TextField
          label="Requests per second"
          {...formField(state, 'ratePerSecondMax', String(endpoint?.ratePerSecondMax ?? ''))}
          type="text"
          inputMode="numeric"
          placeholder="No limit"
          hint="The maximum. Leave empty if the company’s server limits requests with 429 responses."
        />
      </div>
      <RetryFields stored={endpoint && retryOf(endpoint)} state={state} />
    </>
  )
}

/** Includes errors of nested paths: `auth.headers.x-key` belongs to the field `auth.headers`. */
function errorsUnder(fields: Record<string, string[]>, path: string): string[] | undefined {
  const found = Object.entries(fields).filter(([name]) => name === path || name.startsWith(`${path}.`))
  if (found.length === 0) return undefined
  return found.flatMap(([name, errors]) =>
    errors.map((error) => (name === path ? error : `${name.slice(path.length + 1)}: ${error}`)),
  )
}
