'use client'

import type { Route } from 'next'
import { useState, useTransition } from 'react'
import { signUserTokenAction } from '@/app/(desk)/[company]/[app]/[environment]/settings/actions'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/form/radio-group'
import { toast } from '@/components/ui/overlays/toast'
import { CodeBlock } from '@/components/ui/text/code-block'
import { TextLink } from '@/components/ui/text/text-link'
import { setupCustomer } from '@/lib/identity/setup-customer'
import { type Language, registrationIn, snippetLanguages, userTokenSnippet } from './registration-snippet'

type Props = {
  environmentId: string
  path: string
  origin: string
  publishableKey: string
  requiresIdentity: boolean
  mayChange: boolean
}

/** Runnable code for the first registration, with the environment's own key. */
export function RegisterSnippets({ environmentId, path, origin, publishableKey, requiresIdentity, mayChange }: Props) {
  const [language, setLanguage] = useState<Language>('curl')
  const [userToken, setUserToken] = useState<string>()
  const registration = { origin, publishableKey, requiresIdentity, userToken }
  return (
    <div className="flex flex-col gap-2">
      <RadioGroup
        label="Register from your own app"
        isInline
        options={snippetLanguages}
        value={language}
        onValueChange={setLanguage}
      />
      <CodeBlock
        label={snippetLanguages.find(({ value }) => value === language)?.name ?? ''}
        code={registrationIn(language, registration)}
      />
      {language === 'curl' ? (
        <>
          <p className="max-w-prose text-faint text-sm">
            This is a sample device token. The registration works, but no phone gets the notifications.
            {requiresIdentity && !userToken && ' The customer is anonymous, because identity verification is on here.'}
          </p>
          {requiresIdentity && mayChange && !userToken && (
            <SignToken environmentId={environmentId} onSigned={setUserToken} />
          )}
        </>
      ) : (
        requiresIdentity && <ServerSnippet path={path} />
      )}
    </div>
  )
}

function SignToken({ environmentId, onSigned }: { environmentId: string; onSigned: (token: string) => void }) {
  const [isPending, startTransition] = useTransition()
  const sign = () =>
    startTransition(async () => {
      const state = await acted(() => signUserTokenAction(environmentId))
      if (state.ok) onSigned(state.result.token)
      else toast.failure('Couldn’t sign a User-Token', { description: state.message })
    })
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button size="small" isPending={isPending} onClick={sign}>
        Sign a User-Token
      </Button>
      <span className="text-faint text-sm">for the sample customer {setupCustomer}. It works for an hour.</span>
    </div>
  )
}

function ServerSnippet({ path }: { path: string }) {
  return (
    <>
      <p className="max-w-prose text-quiet">
        Identity verification is on, so your server must prove who the customer is. It signs a User-Token with the
        identity secret from <TextLink href={`${path}/settings?tab=identity` as Route}>Settings › Identity</TextLink>.
      </p>
      <CodeBlock label="User-Token, on your server (Node)" code={userTokenSnippet} />
    </>
  )
}
