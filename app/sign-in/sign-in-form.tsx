'use client'

import { type ComponentProps, type FormEvent, useEffect, useRef, useState } from 'react'
import { postToNextAuth, signInWithProvider } from '@/components/desk/post-to-next-auth'
import { Button } from '@/components/ui/button'
import { FormMessage } from '@/components/ui/form/form-message'
import { TextField } from '@/components/ui/form/text-field'
import { enteredValue, type FormState } from '@/lib/form-state'

type Props = {
  next: string
  hasSingleSignOn: boolean
  /** False if everyone must use single sign-on. */
  hasPassword: boolean
  /** Goes to the provider at once, because the session came from it and only reached its maximum age. */
  isRenewed?: boolean
  notice: string | undefined
  email?: string
  submitLabel?: string
  /** Defaults to a full page load, so that nothing another person saw stays in memory. */
  onSignedIn?: () => void
  /** Called before the page is left for the provider's. */
  onLeave?: () => void
}

/**
 * The credentials of a sign-in that still needs a code, so that the person needn't retype them. Kept only in memory.
 */
type Given = { email: string; password: string }

/** Signs in outside React's transitions, because an action on an open page may be waiting for it in one. */
export function SignInForm({
  next,
  hasSingleSignOn,
  hasPassword,
  notice,
  email,
  submitLabel = 'Sign in',
  ...on
}: Props) {
  const { onSignedIn = () => location.assign(next), onLeave, isRenewed = false } = on
  const given = useRef<Given>(undefined)
  const [state, setState] = useState(notice ? refused(notice) : undefined)
  const [isPending, setPending] = useState(false)

  async function goToProvider() {
    const url = await signInWithProvider({ next })
    if (!url) return setState(refused(unavailable))
    onLeave?.()
    location.assign(url)
  }
  useEffect(() => {
    if (isRenewed) void renewOnce(next)
  }, [isRenewed, next])

  async function signIn(form: FormData) {
    if (form.has('email')) given.current = { email: textOf(form, 'email'), password: textOf(form, 'password') }
    if (!given.current) return
    setPending(true)
    const refusal = await signInWithPassword(given.current, textOf(form, 'code'))
    if (!refusal) return onSignedIn()
    setState(refusal)
    setPending(false)
  }
  const form = {
    // Lets React replay a form submitted before hydration.
    action: signIn,
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault()
      void signIn(new FormData(event.currentTarget))
    },
  }
  if (state && !state.ok && state.code.startsWith('second_factor'))
    return <CodeForm {...{ state, form, isPending }} onCancel={() => setState(undefined)} />
  return (
    <div className="flex flex-col gap-5">
      {!hasPassword && <FormMessage state={state} />}
      {!hasPassword && !hasSingleSignOn && (
        <p>
          Single sign-on is required, but isn’t set up. The operator can set AUTH_OIDC_ISSUER, AUTH_OIDC_ID, and
          AUTH_OIDC_SECRET, or start Pushdesk with SIGN_IN_RULES=off.
        </p>
      )}
      {hasPassword && (
        <form {...form} className="flex flex-col gap-4">
          <FormMessage state={state} />
          <TextField
            label="Email"
            name="email"
            type="email"
            autoComplete="username"
            required
            autoFocus={!email}
            defaultValue={enteredValue(state, 'email', email)}
          />
          <TextField
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            autoFocus={Boolean(email)}
          />
          <Button type="submit" variant="primary" size="large" isPending={isPending}>
            {submitLabel}
          </Button>
        </form>
      )}
      {hasSingleSignOn && (
        <>
          {hasPassword && (
            <p className="flex items-center gap-3 text-faint text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
              or
            </p>
          )}
          <Button size="large" variant={hasPassword ? 'secondary' : 'primary'} onClick={() => void goToProvider()}>
            Continue with single sign-on
          </Button>
        </>
      )}
    </div>
  )
}

/** If the provider can't be reached, the form stays usable. */
async function renewOnce(next: string) {
  const url = await signInWithProvider({ next })
  if (url) location.replace(url)
}

type CodeProps = {
  state: FormState
  form: Pick<ComponentProps<'form'>, 'action' | 'onSubmit'>
  isPending: boolean
  onCancel: () => void
}

function CodeForm({ state, form, isPending, onCancel }: CodeProps) {
  const isFirst = state && !state.ok && state.code === 'second_factor_needed'
  return (
    <form {...form} className="flex flex-col gap-4">
      {isFirst ? <p className="text-quiet">{state.message}</p> : <FormMessage state={state} />}
      <TextField
        label="Code"
        name="code"
        required
        autoFocus
        isMono
        autoComplete="one-time-code"
        hint="Six digits, or one of your recovery codes. Lost both? An admin can remove two-factor authentication from your account."
      />
      <Button type="submit" variant="primary" size="large" isPending={isPending}>
        Sign in
      </Button>
      <Button variant="ghost" onClick={onCancel}>
        Use another account
      </Button>
    </form>
  )
}

/** Returns undefined on success. */
async function signInWithPassword({ email, password }: Given, code: string): Promise<FormState> {
  const answer = await postToNextAuth('callback/password', { email, password, ...(code && { code }) })
  if (answer?.isOk) return undefined
  const error = answer?.url.searchParams.get('error') ?? ''
  return refused(sentenceOf(error), { email }, error.startsWith('second_factor') ? error : undefined)
}

const unavailable = 'Couldn’t sign you in right now. Try again in a moment.'

function sentenceOf(error: string) {
  if (error.startsWith('Too many')) return error
  if (error === 'second_factor_needed') return 'Enter the code from your authenticator app.'
  if (error === 'second_factor_wrong') return 'That code is incorrect or was already used.'
  if (error === 'single_sign_on_needed') return 'Sign in with single sign-on.'
  if (error === 'CredentialsSignin') return 'Incorrect email or password.'
  return unavailable
}

const textOf = (form: FormData, name: string) => String(form.get(name) ?? '')

const refused = (message: string, entered: Record<string, string> = {}, code = 'refused'): FormState => ({
  ok: false,
  message,
  code,
  fields: {},
  entered,
})
