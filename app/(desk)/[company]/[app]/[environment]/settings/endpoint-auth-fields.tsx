'use client'

import { useEffect, useState } from 'react'
import { Select } from '@/components/ui/form/select'
import { TextArea } from '@/components/ui/form/text-area'
import { TextField } from '@/components/ui/form/text-field'
import { onDemand } from '@/components/ui/on-demand'
import { whenIdle } from '@/components/ui/when-idle'
import { authLabels } from './endpoint-auth-labels'

/** The endpoint’s least common kind of authentication, and the longest. */
const OAuthFields = onDemand(() => import('./oauth-fields').then((loaded) => loaded.OAuthFields))

type Kind = keyof typeof authLabels
type Props = {
  stored: { kind: Kind; hint: string | undefined } | undefined
  entered: Record<string, string>
  errorsOf: (path: string) => string[] | undefined
}

const kinds = Object.entries(authLabels).map(([value, label]) => ({ value, label }))
const kept = 'kept'

/** Never shows stored credentials. They are kept or replaced as a whole. */
export function EndpointAuthFields({ stored, entered, errorsOf }: Props) {
  const [kind, setKind] = useState(entered.authKind ?? (stored ? kept : 'none'))
  useEffect(() => whenIdle(OAuthFields.preload), [])
  const keep = stored && {
    value: kept,
    label: `Keep current: ${authLabels[stored.kind].toLowerCase()}${stored.hint ? ` (${stored.hint})` : ''}`,
  }
  const hidden = { autoComplete: 'off', spellCheck: false }
  return (
    <div className="flex flex-col gap-4">
      <Select
        label="Authentication"
        name="authKind"
        options={keep ? [keep, ...kinds] : kinds}
        value={kind}
        onValueChange={setKind}
        errors={errorsOf('auth.kind')}
      />
      {kind === 'bearer' && (
        <TextField
          label="Bearer token"
          name="secretToken"
          type="password"
          errors={errorsOf('auth.token')}
          {...hidden}
        />
      )}
      {kind === 'basic' && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Username"
            name="username"
            defaultValue={entered.username}
            errors={errorsOf('auth.username')}
            {...hidden}
          />
          <TextField label="Password" name="password" type="password" errors={errorsOf('auth.password')} {...hidden} />
        </div>
      )}
      {kind === 'headers' && (
        <TextArea
          label="Headers"
          name="secretHeaders"
          isMono
          rows={3}
          hint="One per line, as Name: value"
          errors={errorsOf('auth.headers')}
          {...hidden}
        />
      )}
      {kind === 'oauth2' && <OAuthFields entered={entered} errorsOf={errorsOf} />}
      {kind === 'body' && (
        <TextField
          label="Token"
          name="secretToken"
          type="password"
          hint="Replaces {{authToken}} in the template"
          errors={errorsOf('auth.authToken')}
          {...hidden}
        />
      )}
    </div>
  )
}
