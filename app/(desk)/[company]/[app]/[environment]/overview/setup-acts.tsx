'use client'

import type { Route } from 'next'
import { useAct } from '@/components/desk/acted'
import { ButtonLink } from '@/components/ui/button-link'
import { FormMessage } from '@/components/ui/form-message'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import type { SetupSteps } from '@/lib/companies/setup-steps'
import { createApiKey } from '../settings/actions'
import { UploadForm } from '../settings/upload-form'
import { RegisterSnippets } from './register-snippets'

export type StepProps = {
  path: string
  environmentId: string
  environmentName: string
  /** Where this installation answers: `https://push.example.com`. */
  origin: string
  mayChange: boolean
  mayInvite: boolean
  steps: SetupSteps
}

const askManager = 'An integration manager or an admin does this.'

export function ApnsStep({ path, environmentId, environmentName, mayChange }: StepProps) {
  if (!mayChange) return <p className="text-quiet">{askManager}</p>
  return (
    <>
      <p className="text-quiet">
        Upload the APNs key (.p8) from Apple’s developer account; Pushdesk verifies it before saving. To try everything
        without Apple,{' '}
        <TextLink href={`${path}/settings?tab=environment` as Route}>switch to the built-in simulator</TextLink>.
      </p>
      <UploadForm environmentId={environmentId} isSimulated={false} environmentName={environmentName} />
    </>
  )
}

export function KeyStep({ path, environmentId, mayChange }: StepProps) {
  const [state, submit] = useAct(createApiKey)
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

export function DeviceStep({ path, origin, steps }: StepProps) {
  const { publishableKey, isSimulated, requiresIdentity } = steps
  return (
    <>
      {isSimulated && (
        <>
          <p className="text-quiet">
            Open the demo phone, and allow notifications when its app asks. It registers itself like a real iPhone.
          </p>
          <div>
            <ButtonLink variant="primary" href={`/simulator?in=${encodeURIComponent(path)}`}>
              Open demo phone
            </ButtonLink>
          </div>
        </>
      )}
      {publishableKey ? (
        <RegisterSnippets {...{ origin, publishableKey, requiresIdentity }} />
      ) : (
        <p className="text-quiet">Create the API key first.</p>
      )}
      <p role="status" className="text-faint">
        Waiting for the first registration. This page updates automatically.
      </p>
    </>
  )
}

export function PushStep({ path, steps }: StepProps) {
  if (!steps.deviceId) return <p className="text-quiet">Register a device first.</p>
  return (
    <>
      <p className="text-quiet">The test page shows each stage, up to the phone’s receipt.</p>
      <div>
        <ButtonLink variant="primary" href={`${path}/test?device=${steps.deviceId}` as Route}>
          Send a test notification
        </ButtonLink>
      </div>
    </>
  )
}

export function PromptStep({ path, mayChange }: StepProps) {
  return (
    <>
      <p className="text-quiet">
        While the prompt is off, no customer is asked to allow notifications. Turn it on when the app is ready to show
        it.
      </p>
      {mayChange && (
        <div>
          <ButtonLink variant="primary" href={`${path}/prompt` as Route}>
            Open the prompt
          </ButtonLink>
        </div>
      )}
    </>
  )
}

export function ManagerStep({ mayInvite }: StepProps) {
  return (
    <>
      <p className="text-quiet">Integration managers control the prompt and the settings of their companies.</p>
      {mayInvite ? (
        <div>
          <ButtonLink variant="primary" href="/team">
            Open Team
          </ButtonLink>
        </div>
      ) : (
        <p className="text-quiet">An admin invites people.</p>
      )}
    </>
  )
}
