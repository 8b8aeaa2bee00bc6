'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useRefreshOn } from '@/components/desk/use-refresh-on'
import { Section } from '@/components/ui/section'
import { isStepDone, type SetupStepName, setupStepNames } from '@/lib/companies/is-set-up'
import type { SetupSteps } from '@/lib/companies/setup-steps'
import { setupOf } from './setup.query'
import { ApnsStep, DeviceStep, KeyStep, type StepProps } from './setup-acts'
import { ApnsDone, DeviceDone, KeyDone, ManagerDone, PromptDone } from './setup-done'
import { ManagerStep } from './setup-manager'
import { PromptStep } from './setup-prompt'
import { PushStep } from './setup-push'
import { SetupStep } from './setup-step'

type Part = (props: StepProps) => ReactNode

const parts: Record<SetupStepName, { title: string; act: Part; done: Part }> = {
  apns: { title: 'Choose where pushes go', act: ApnsStep, done: ApnsDone },
  key: { title: 'Create the app’s API key', act: KeyStep, done: KeyDone },
  device: { title: 'Register the first device', act: DeviceStep, done: DeviceDone },
  push: { title: 'Send a test notification', act: PushStep, done: PushStep },
  prompt: { title: 'Turn on the prompt', act: PromptStep, done: PromptDone },
  manager: { title: 'Invite the integration manager', act: ManagerStep, done: ManagerDone },
}

type Props = Omit<StepProps, 'steps' | 'pause'> & { initial: SetupSteps }

/** Leads from an empty environment to the first notification. Updates by itself as steps complete. */
export function SetupChecklist({ initial, ...place }: Props) {
  const [isPaused, pause] = useState(false)
  const { data: steps } = useQuery(setupOf(place.path, initial, { isPaused }))
  const done = setupStepNames.filter((name) => isStepDone[name](steps)).length
  useRefreshOn(done)
  const next = setupStepNames.find((name) => !isStepDone[name](steps))
  return (
    <Section
      title="Set up this environment"
      description={
        next
          ? `${done} of ${setupStepNames.length} steps done.`
          : 'All steps are done. This list disappears when you leave the page.'
      }
    >
      <ol className="flex flex-col" aria-label="Setup steps">
        {setupStepNames.map((name, index) => {
          const { title, act, done: whenDone } = parts[name]
          const isDone = isStepDone[name](steps)
          const Part = isDone ? whenDone : act
          const state = isDone ? 'done' : name === next ? 'next' : 'later'
          return (
            <SetupStep
              key={`${name} ${state}`}
              number={index + 1}
              title={title}
              state={state}
              note={name === 'push' && steps.hasReceived ? 'Received by a phone' : undefined}
            >
              <Part {...place} steps={steps} pause={pause} />
            </SetupStep>
          )
        })}
      </ol>
    </Section>
  )
}
