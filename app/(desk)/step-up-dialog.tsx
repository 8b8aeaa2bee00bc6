'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { acted } from '@/components/desk/acted'
import { signInWithProvider } from '@/components/desk/post-to-next-auth'
import { stepUpAsked } from '@/components/desk/step-up'
import { Button } from '@/components/ui/button'
import { FormMessage } from '@/components/ui/form/form-message'
import { TextField } from '@/components/ui/form/text-field'
import { type FormState, fieldErrors } from '@/lib/form-state'
import { stepUpAction } from './account/actions'

type Props = {
  email: string
  hasSingleSignOn: boolean
  /** Called before the page is left for the provider's. */
  onLeave: () => void
}

/** Covers the page that needs the confirmation. The action continues once the person has confirmed their identity. */
export function StepUpDialog({ email, hasSingleSignOn, onLeave }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [state, setState] = useState<FormState>()
  const [isPending, setPending] = useState(false)
  const cancel = () => stepUpAsked.over(false)

  useEffect(() => dialog.current?.showModal(), [])

  // Not in a React transition, because the action waiting for this may be in one.
  async function confirm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setPending(true)
    const form = new FormData(event.currentTarget)
    const next = await acted(() => stepUpAction(String(form.get('proof'))))
    if (next.ok) return stepUpAsked.over(true)
    setState(next)
    setPending(false)
  }

  async function confirmWithProvider() {
    const url = await signInWithProvider({ next: location.pathname + location.search, again: true })
    if (!url) return setState(providerUnavailable)
    onLeave()
    location.assign(url)
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby="step-up"
      onCancel={cancel}
      className="m-auto w-[min(400px,calc(100vw-2rem))] rounded-surface border border-line-strong bg-raised p-5 text-text shadow-float backdrop:bg-black/35"
    >
      <form onSubmit={(event) => void confirm(event)} className="flex flex-col gap-4">
        <div className="flex flex-col gap-1">
          <h2 id="step-up" className="font-semibold text-lg">
            Confirm that it’s you
          </h2>
          <p className="text-quiet">
            Your action then continues. You won’t be asked again for 10 minutes.
            {hasSingleSignOn && ' Single sign-on brings you back to this page, where you repeat your action.'}
          </p>
        </div>
        <FormMessage state={state} />
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <TextField
          label="Password, or a code from your authenticator app"
          name="proof"
          type="password"
          autoComplete="current-password"
          autoFocus
          required
          errors={fieldErrors(state, 'proof')}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={cancel}>Cancel</Button>
          {hasSingleSignOn && <Button onClick={() => void confirmWithProvider()}>Continue with single sign-on</Button>}
          <Button type="submit" variant="primary" isPending={isPending}>
            Confirm
          </Button>
        </div>
      </form>
    </dialog>
  )
}

const providerUnavailable: FormState = {
  ok: false,
  message: 'Couldn’t reach single sign-on right now. Try again in a moment.',
  code: 'refused',
  fields: {},
  entered: {},
}
