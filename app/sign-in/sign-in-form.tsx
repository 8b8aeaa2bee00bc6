'use client'

import { useActionState, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormMessage } from '@/components/ui/form-message'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import { enteredValue, type FormState } from '@/lib/form-state'
import { postToNextAuth } from './next-auth-client'

type Props = { next: string; hasSingleSignOn: boolean; flowError: string | undefined }

/** What was refused for want of a code, so that the person need not type it again. Held in this page's memory alone. */
type Given = { email: string; password: string }

export function SignInForm({ next, hasSingleSignOn, flowError }: Props) {
  const given = useRef<Given>(undefined)
  const [state, signIn] = useActionState(
    async (previous: FormState, form: FormData) => {
      if (form.has('email')) given.current = { email: textOf(form, 'email'), password: textOf(form, 'password') }
      return given.current ? signInWithPassword(given.current, textOf(form, 'code'), next) : previous
    },
    flowError ? refused(flowError) : undefined,
  )
  const [isAnew, setAnew] = useState(false)
  const asksForCode = state && !state.ok && state.code.startsWith('second_factor') && !isAnew
  if (asksForCode) return <CodeForm state={state} action={signIn} onCancel={() => setAnew(true)} />
  return (
    <div className="flex flex-col gap-5">
      <form action={signIn} className="flex flex-col gap-4" onSubmit={() => setAnew(false)}>
        <FormMessage state={isAnew ? undefined : state} />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={enteredValue(state, 'email')}
        />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
        <SubmitButton size="large">Sign in</SubmitButton>
      </form>
      {hasSingleSignOn && (
        <>
          <p className="flex items-center gap-3 text-faint text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            or
          </p>
          <Button size="large" onClick={() => signInWithProvider(next)}>
            Continue with single sign-on
          </Button>
        </>
      )}
    </div>
  )
}

type CodeProps = { state: FormState; action: (form: FormData) => void; onCancel: () => void }

function CodeForm({ state, action, onCancel }: CodeProps) {
  const isFirst = state && !state.ok && state.code === 'second_factor_needed'
  return (
    <form action={action} className="flex flex-col gap-4">
      {isFirst ? <p className="text-quiet">{state.message}</p> : <FormMessage state={state} />}
      <TextField
        label="Code"
        name="code"
        required
        autoFocus
        isMono
        autoComplete="one-time-code"
        hint="Six digits, or one of your recovery codes. Both are gone? An admin of your team can remove the second factor."
      />
      <SubmitButton size="large">Sign in</SubmitButton>
      <Button variant="ghost" onClick={onCancel}>
        Use another account
      </Button>
    </form>
  )
}

async function signInWithPassword({ email, password }: Given, code: string, next: string): Promise<FormState> {
  const { isOk, url } = await postToNextAuth('callback/password', { email, password, ...(code && { code }) })
  if (!isOk) {
    const error = url.searchParams.get('error') ?? ''
    return refused(sentenceOf(error), { email }, error.startsWith('second_factor') ? error : undefined)
  }
  // A whole page load: nothing that another person saw here stays in memory.
  location.assign(next)
  return new Promise(() => undefined)
}

async function signInWithProvider(next: string) {
  const { url } = await postToNextAuth('signin/oidc', { callbackUrl: next })
  location.assign(url)
}

function sentenceOf(error: string) {
  if (error.startsWith('Too many')) return error
  if (error === 'second_factor_needed') return 'Give the code that your authenticator shows.'
  if (error === 'second_factor_wrong') return 'This code is not right, or was used before.'
  if (error === 'CredentialsSignin') return 'This e-mail and password do not match.'
  return 'Pushdesk could not check this just now. Try again in a moment.'
}

const textOf = (form: FormData, name: string) => String(form.get(name) ?? '')

const refused = (message: string, entered: Record<string, string> = {}, code = 'refused'): FormState => ({
  ok: false,
  message,
  code,
  fields: {},
  entered,
})
