'use client'

import { useActionState } from 'react'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextField } from '@/components/ui/form/text-field'
import { CopyButton } from '@/components/ui/text/copy-button'
import { type FormState, fieldErrors } from '@/lib/form-state'
import { type BegunFactor, type ConfirmedFactor, confirmSecondFactorAction, type QrCode } from './second-factor-actions'

type Props = { begun: BegunFactor; onDone: (confirmed: ConfirmedFactor) => void; onCancel: () => void }

export function FactorCode({ begun: { secret, qrCode }, onDone, onCancel }: Props) {
  const [state, action] = useActionState<FormState<ConfirmedFactor>, FormData>(async (previous, form) => {
    const next = await acted(() => confirmSecondFactorAction(previous, form))
    if (next?.ok) onDone(next.result)
    return next
  }, undefined)
  return (
    <div className="flex flex-col gap-4 sm:flex-row sm:gap-6">
      <Picture qrCode={qrCode} />
      <form action={action} className="flex max-w-80 flex-col gap-3">
        <FormMessage state={state} />
        <p className="text-quiet">Scan the QR code with an authenticator app, or enter this key in the app:</p>
        <div className="flex items-start gap-2">
          <code className="min-w-0 break-words font-mono text-sm leading-6">{secret.match(/.{4}/g)?.join(' ')}</code>
          <CopyButton text={secret} label="Copy key" isIconOnly />
        </div>
        <TextField
          label="Code from the app"
          name="code"
          required
          autoFocus
          isMono
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          errors={fieldErrors(state, 'code')}
        />
        <div className="flex gap-2">
          <SubmitButton>Turn on</SubmitButton>
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      </form>
    </div>
  )
}

/** Black on white in both themes, because cameras expect that. */
function Picture({ qrCode: { size, path } }: { qrCode: QrCode }) {
  return (
    <svg
      role="img"
      aria-label="QR code with the key"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-44 shrink-0 rounded-surface border"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
