'use client'

import { useState } from 'react'
import { useAct } from '@/components/desk/acted'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/form/checkbox'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextArea } from '@/components/ui/form/text-area'
import { TextField } from '@/components/ui/form/text-field'
import { keyIdInFileName } from '@/lib/credentials/key-file-name'
import { fieldErrors, formField } from '@/lib/form-state'
import { uploadApnsKeyAction } from './actions'
import { KeyFile } from './key-file'

type Props = { environmentId: string; isSimulated: boolean; environmentName: string }

/** The file's text stays in the browser until it is sent. No response returns it. */
export function UploadForm({ environmentId, isSimulated, environmentName }: Props) {
  const [state, submit] = useAct(uploadApnsKeyAction)
  const [keyText, setKeyText] = useState('')
  const [keyId, setKeyId] = useState('')
  const isUnreachable = state?.ok === false && state.code === 'apns_unreachable'
  // Clear the key from the page as soon as it is stored.
  const [seen, setSeen] = useState(state)
  if (seen !== state) {
    setSeen(state)
    if (state?.ok) {
      setKeyText('')
      setKeyId('')
    }
  }

  return (
    <form action={submit} className="flex max-w-xl flex-col gap-4">
      <input type="hidden" name="environmentId" value={environmentId} />
      <FormMessage state={state} success={state?.ok ? successOf(state.result) : undefined} />
      <KeyFile
        onRead={(text, name) => {
          setKeyText(text)
          setKeyId((known) => keyIdInFileName(name) ?? known)
        }}
      />
      <TextArea
        label="Private key"
        name="privateKey"
        rows={5}
        isMono
        value={keyText}
        onChange={(event) => setKeyText(event.target.value)}
        placeholder="-----BEGIN PRIVATE KEY-----"
        autoComplete="off"
        spellCheck={false}
        errors={fieldErrors(state, 'privateKey')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Key ID"
          name="keyId"
          isMono
          value={keyId}
          onChange={(event) => setKeyId(event.target.value)}
          hint="From the file’s name: AuthKey_ABC123DEFG.p8"
          autoComplete="off"
          spellCheck={false}
          errors={fieldErrors(state, 'keyId')}
        />
        <TextField
          label="Team ID"
          {...formField(state, 'teamId')}
          isMono
          hint="In your Apple developer account, under Membership"
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      {isUnreachable && (
        <Checkbox
          name="isUnchecked"
          label="Save without verifying"
          hint="Pushdesk uses the key right away. If Apple rejects it, deliveries go on hold until you upload another key."
        />
      )}
      {isSimulated && (
        <Callout tone="warning">
          This environment uses the built-in simulator. Uploading this key switches it to Apple, and{' '}
          {environmentName === 'production' ? 'real customers' : 'development builds'} will get its notifications.
        </Callout>
      )}
      <div>
        <SubmitButton>{isUnreachable ? 'Try again' : 'Verify and save key'}</SubmitButton>
      </div>
    </form>
  )
}

const successOf = ({
  isVerified,
  wasSimulated,
  message,
}: {
  isVerified: boolean
  wasSimulated: boolean
  message: string
}) =>
  [
    isVerified ? message : 'Key saved without verifying it.',
    wasSimulated ? 'This environment now sends to Apple.' : 'Pushdesk now uses this key.',
  ].join(' ')
