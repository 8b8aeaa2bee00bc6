'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
import { Section } from '@/components/ui/section'
import { isStepDone, type SetupStepName, setupStepNames } from '@/lib/companies/is-set-up'
import type { SetupSteps } from '@/lib/companies/setup-steps'
import { setupOf } from './setup.query'
import { ApnsStep, DeviceStep, KeyStep, ManagerStep, PromptStep, PushStep, type StepProps } from './setup-acts'
import { SetupStep } from './setup-step'

const acts: Record<SetupStepName, { title: string; act: (props: StepProps) => ReactNode }> = {
  apns: { title: 'Choose where pushes go', act: ApnsStep },
  key: { title: 'Create the app’s API key', act: KeyStep },
  device: { title: 'Register the first device', act: DeviceStep },
  push: { title: 'Send a test notification', act: PushStep },
  prompt: { title: 'Turn on the prompt', act: PromptStep },
  manager: { title: 'Invite the integration manager', act: ManagerStep },
}

type Props = Omit<StepProps, 'steps'> & { initial: SetupSteps }

/** From an empty environment to the first notification. Follows what happens by itself, and is gone once all is done. */
export function SetupChecklist({ initial, ...place }: Props) {
  const router = useRouter()
  const { data: steps } = useQuery(setupOf(place.path, initial))
  const done = setupStepNames.filter((name) => isStepDone[name](steps)).length
  const seen = useRef(done)
  useEffect(() => {
    if (seen.current !== done) router.refresh()
    seen.current = done
  }, [done, router])
  const next = setupStepNames.find((name) => !isStepDone[name](steps))
  if (!next) return null
  return (
    <Section title="Set up this environment" description={`${done} of ${setupStepNames.length} steps done.`}>
      <ol className="flex flex-col" aria-label="Setup steps">
        {setupStepNames.map((name, index) => {
          const { title, act: Act } = acts[name]
          const state = isStepDone[name](steps) ? 'done' : name === next ? 'next' : 'later'
          return (
            <SetupStep key={`${name} ${state}`} number={index + 1} title={title} state={state}>
              <Act {...place} steps={steps} />
            </SetupStep>
          )
        })}
      </ol>
    </Section>
  )
}
