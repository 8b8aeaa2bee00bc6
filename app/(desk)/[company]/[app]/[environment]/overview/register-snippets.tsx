'use client'

import { useState } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { RadioGroup } from '@/components/ui/radio-group'
import { type Registration, registrationIn, snippetLanguages } from './registration-snippet'

/** The first registration, ready to run, with the environment's own key. */
export function RegisterSnippets(registration: Registration) {
  const [language, setLanguage] = useState<(typeof snippetLanguages)[number]['value']>('curl')
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
        label={snippetLanguages.find(({ value }) => value === language)?.label ?? ''}
        code={registrationIn(language, registration)}
      />
      <p className="max-w-prose text-faint text-sm">
        {language === 'curl' &&
          'The device token is made up: the registration works, but no phone gets its notifications. '}
        {registration.requiresIdentity &&
          'For a signed-in customer, send user.id instead of anonymousId, and the User-Token that your server signs: identity verification is on here.'}
      </p>
    </div>
  )
}
