import type { Route } from 'next'
import { CodeBlock } from '@/components/ui/text/code-block'
import { TextLink } from '@/components/ui/text/text-link'
import { DeviceStep, type StepProps } from './setup-acts'

export function ApnsDone({ path, mayChange, steps: { isSimulated } }: StepProps) {
  return (
    <p className="text-quiet">
      {isSimulated ? 'Pushes go to the built-in simulator.' : 'Pushes go to Apple, signed with the APNs key.'}{' '}
      {mayChange && (
        <TextLink href={`${path}/settings?tab=${isSimulated ? 'environment' : 'credentials'}` as Route}>
          Change it in the settings
        </TextLink>
      )}
    </p>
  )
}

export function KeyDone({ path, mayChange, steps: { publishableKey } }: StepProps) {
  return (
    <>
      <CodeBlock label="Publishable key" code={publishableKey ?? ''} />
      {mayChange && (
        <p className="text-quiet">
          Your servers need a secret key, which you create in{' '}
          <TextLink href={`${path}/settings?tab=keys` as Route}>Settings › API keys</TextLink>.
        </p>
      )}
    </>
  )
}

export function DeviceDone(props: StepProps) {
  return (
    <>
      <p className="text-quiet">
        <TextLink href={`${props.path}/devices/${props.steps.deviceId}` as Route}>Show the newest device</TextLink>
      </p>
      <DeviceStep {...props} />
    </>
  )
}

export function PromptDone({ path }: StepProps) {
  return (
    <p className="text-quiet">
      Customers are asked. <TextLink href={`${path}/prompt` as Route}>Show the prompt</TextLink>
    </p>
  )
}

export function ManagerDone({ steps: { hasManager } }: StepProps) {
  return (
    <p className="text-quiet">
      {hasManager ? 'This company has an integration manager.' : 'Invited. The invitation is open for 7 days.'}{' '}
      <TextLink href="/team">Show the team</TextLink>
    </p>
  )
}
