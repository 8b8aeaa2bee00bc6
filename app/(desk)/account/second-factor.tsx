'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { FactorCode } from './factor-code'
import { FactorPassword } from './factor-password'
import { RecoveryCodes } from './recovery-codes'
import { type BegunFactor, beginFactor, endFactor } from './second-factor-actions'

type Props = { email: string; since: Date | undefined; recoveryCodesLeft: number }
type Step =
  | { at: 'rest' | 'begin' | 'end' }
  | { at: 'code'; begun: BegunFactor }
  | { at: 'recovery'; codes: readonly string[] }

/** Two-factor authentication: set up, confirm, and turn off. */
export function SecondFactor({ email, since, recoveryCodesLeft }: Props) {
  const router = useRouter()
  const [step, setStep] = useState<Step>({ at: 'rest' })
  const rest = () => setStep({ at: 'rest' })
  const common = { email, onCancel: rest }
  if (step.at === 'begin')
    return (
      <FactorPassword
        {...common}
        act={beginFactor}
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
  if (step.at === 'end') return <FactorPassword {...common} act={endFactor} submit="Turn off" onDone={rest} />
  if (!since)
    return (
      <Button className="self-start" onClick={() => setStep({ at: 'begin' })}>
        Set up authenticator app
      </Button>
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
