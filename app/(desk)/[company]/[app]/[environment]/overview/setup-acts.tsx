'use client'

import type { Route } from 'next'
import { createApiKeyAction } from '@/app/(desk)/[company]/[app]/[environment]/settings/actions'
import { ApnsServerForm } from '@/app/(desk)/[company]/[app]/[environment]/settings/apns-server-form'
import { UploadForm } from '@/app/(desk)/[company]/[app]/[environment]/settings/upload-form'
import { useAct } from '@/components/desk/acted'
import { ButtonLink } from '@/components/ui/button-link'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextLink } from '@/components/ui/text/text-link'
import type { SetupSteps } from '@/lib/companies/setup-steps'
import { RegisterSnippets } from './register-snippets'

export type StepProps = {
  path: string
  companySlug: string
  appId: string
  companyName: string
  environmentId: string
  environmentName: 'production' | 'sandbox'
  /** This installation's origin, such as `https://push.example.com`. */
  origin: string
  mayChange: boolean
  mayInvite: boolean
  maySend: boolean
  /** Stops updates of a step until the person using it is done. */
  pause: (isPaused: boolean) => void
  steps: SetupSteps
}

export const askManager = 'An integration manager or an admin does this.'

export function ApnsStep({ environmentId, environmentName, companySlug, mayChange, steps }: StepProps) {
  const { isSimulated, isSimulatorRunning } = steps
  if (!mayChange) return <p className="text-quiet">{askManager}</p>
  return (
    <>
      {isSimulated && (
        <p className="text-quiet">
          Pushes go to the built-in simulator, and it isn’t running. Start Pushdesk with SIMULATOR=1, or upload a key.
        </p>
      )}
      <p className="text-quiet">
        Upload the APNs key (.p8) from Apple’s developer account. Pushdesk verifies it before saving.
      </p>
      <UploadForm {...{ environmentId, isSimulated, environmentName }} />
      {!isSimulated && isSimulatorRunning && (
        <>
          <p className="text-quiet">Or try everything without Apple, with the built-in simulator and the demo phone.</p>
          <ApnsServerForm
            environmentId={environmentId}
            apnsServer="apple"
            hasKey={false}
            hasSimulator
            typeToConfirm={environmentName === 'production' ? companySlug : undefined}
          />
        </>
      )}
    </>
  )
}

export function KeyStep({ path, environmentId, mayChange }: StepProps) {
  const [state, submit] = useAct(createApiKeyAction)
  if (!mayChange) return <p className="text-quiet">{askManager}</p>
  return (
    <form action={submit} className="flex flex-col gap-3">
      <p className="text-quiet">
        The app needs a publishable key. Your servers need a secret key, which you create in{' '}
        <TextLink href={`${path}/settings?tab=keys` as Route}>Settings › API keys</TextLink>.
      </p>
      <FormMessage state={state} />
      <input type="hidden" name="environmentId" value={environmentId} />
      <input type="hidden" name="kind" value="publishable" />
      <input type="hidden" name="name" value="App" />
      <div>
        <SubmitButton>Create publishable key</SubmitButton>
      </div>
    </form>
  )
}

export function DeviceStep({ steps, ...place }: StepProps) {
  const { publishableKey, isSimulated, isSimulatorRunning, requiresIdentity, deviceId } = steps
  if (!publishableKey)
    return (
      <p className="text-quiet">
        {place.mayChange
          ? 'Create the API key first.'
          : 'An integration manager or an admin creates the API key first.'}
      </p>
    )
  return (
    <>
      {isSimulated && isSimulatorRunning && (
        <>
          <p className="text-quiet">
            Open the demo phone, sign in as any customer, and turn notifications on. It registers like a real iPhone.
          </p>
          <div>
            <ButtonLink variant="primary" href={`/simulator?in=${encodeURIComponent(place.path)}`}>
              Open demo phone
            </ButtonLink>
          </div>
        </>
      )}
      <RegisterSnippets {...place} {...{ publishableKey, requiresIdentity }} />
      {!deviceId && (
        <p role="status" className="text-faint">
          Waiting for the first registration. This page updates automatically.
        </p>
      )}
    </>
  )
}
