'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Callout } from '@/components/ui/callout'
import { CopyButton } from '@/components/ui/text/copy-button'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { FactorCode } from './factor-code'
import { FactorPassword } from './factor-password'
import { type BegunFactor, beginSecondFactorAction, endSecondFactorAction } from './second-factor-actions'

type Props = {
  email: string
  since: Date | undefined
  recoveryCodesLeft: number
  /** Where to continue after setup, if a page required it. */
  next?: Route
}
type Step =
  | { at: 'rest' | 'begin' | 'end' }
  | { at: 'code'; begun: BegunFactor }
  | { at: 'recovery'; codes: readonly string[] }

/** Two-factor authentication: set up, confirm, and turn off. */
export function SecondFactor({ email, since, recoveryCodesLeft, next }: Props) {
  const router = useRouter()
  const [step, setStep] = useState<Step>({ at: 'rest' })
  const rest = () => setStep({ at: 'rest' })
  const common = { email, onCancel: rest }
  if (step.at === 'begin')
    return (
      <FactorPassword
        {...common}
        act={beginSecondFactorAction}
        submit="Continue"
        onDone={(begun) => setStep({ at: 'code', begun })}
      />
    )
  if (step.at === 'code')
    return (
      <FactorCode
        begun={step.begun}
        onCancel={rest}
        onDone={({ recoveryCodes }) => {
          setStep({ at: 'recovery', codes: recoveryCodes })
          router.refresh()
        }}
      />
    )
  if (step.at === 'recovery') return <RecoveryCodes codes={step.codes} onDone={rest} />
  if (step.at === 'end')
    return <FactorPassword {...common} needsCode act={endSecondFactorAction} submit="Turn off" onDone={rest} />
  if (!since)
    return (
      <Button className="self-start" onClick={() => setStep({ at: 'begin' })}>
        Set up authenticator app
      </Button>
    )
  if (next)
    return (
      <div className="flex flex-col items-start gap-3">
        <p>Two-factor authentication is on.</p>
        <ButtonLink href={next} variant="primary">
          Continue
        </ButtonLink>
      </div>
    )
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p>
        On since <RelativeTime isSentence at={since} />.{' '}
        {recoveryCodesLeft === 1 ? '1 recovery code is left.' : `${recoveryCodesLeft} recovery codes are left.`}
      </p>
      <Button onClick={() => setStep({ at: 'end' })}>Turn off</Button>
    </div>
  )
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <div className="flex max-w-lg flex-col gap-3">
      <Callout tone="good" title="Two-factor authentication is on" isLive>
        Save these recovery codes together with your password. Each one works once instead of a code from the app. They
        won’t be shown again.
      </Callout>
      <ul className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-surface border bg-neutral-2 p-3 font-mono text-sm sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex gap-2">
        <CopyButton text={codes.join('\n')} label="Copy codes" size="medium" />
        <Button variant="primary" onClick={onDone}>
          I’ve saved these codes
        </Button>
      </div>
    </div>
  )
}
