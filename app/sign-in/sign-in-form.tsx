'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { FormMessage } from '@/components/ui/form-message'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import { enteredValue, type FormState } from '@/lib/form-state'
import { postToNextAuth } from './next-auth-client'

type Props = { next: string; hasSingleSignOn: boolean; flowError: string | undefined }

export function SignInForm({ next, hasSingleSignOn, flowError }: Props) {
  const [state, signIn] = useActionState(
    async (_previous: FormState, form: FormData) => signInWithPassword(form, next),
    flowError ? refused(flowError) : undefined,
  )
  return (
    <div className="flex flex-col gap-5">
      <form action={signIn} className="flex flex-col gap-4">
        <FormMessage state={state} />
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

async function signInWithPassword(form: FormData, next: string): Promise<FormState> {
  const email = String(form.get('email'))
  const { isOk, url } = await postToNextAuth('callback/password', { email, password: String(form.get('password')) })
  if (!isOk) return refused(sentenceOf(url.searchParams.get('error')), { email })
  // A whole page load: nothing that another person saw here stays in memory.
  location.assign(next)
  return new Promise(() => undefined)
}

async function signInWithProvider(next: string) {
  const { url } = await postToNextAuth('signin/oidc', { callbackUrl: next })
  location.assign(url)
}

function sentenceOf(error: string | null) {
  if (error?.startsWith('Too many')) return error
  if (error === 'CredentialsSignin') return 'This e-mail and password do not match.'
  return 'Pushdesk could not check this just now. Try again in a moment.'
}

const refused = (message: string, entered: Record<string, string> = {}): FormState => ({
  ok: false,
  message,
  code: 'refused',
  fields: {},
  entered,
})
