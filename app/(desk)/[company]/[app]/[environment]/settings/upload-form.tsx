'use client'

import { Upload } from 'lucide-react'
import { type ChangeEvent, useId, useState } from 'react'
import { useAct } from '@/components/desk/acted'
import { buttonStyles } from '@/components/ui/button-styles'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/checkbox'
import { FormMessage } from '@/components/ui/form-message'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { keyIdInFileName } from '@/lib/credentials/key-file-name'
import { enteredValue, fieldErrors } from '@/lib/form-state'
import { uploadKey } from './actions'

type Props = { environmentId: string; isSimulated: boolean; environmentName: string }

/** The file's text stays in the browser until it is sent, and comes back in no answer. */
export function UploadForm({ environmentId, isSimulated, environmentName }: Props) {
  const [state, submit] = useAct(uploadKey)
  const [keyText, setKeyText] = useState('')
  const [keyId, setKeyId] = useState('')
  const fileId = useId()
  const isUnreachable = state?.ok === false && state.code === 'apns_unreachable'
  // A stored key leaves the page at once.
  const [seen, setSeen] = useState(state)
  if (seen !== state) {
    setSeen(state)
    if (state?.ok) {
      setKeyText('')
      setKeyId('')
    }
  }

  async function read(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    if (!file) return
    setKeyText(await file.text())
    setKeyId((known) => keyIdInFileName(file.name) ?? known)
    event.target.value = ''
  }
  return (
    <form action={submit} className="flex max-w-xl flex-col gap-4">
      <input type="hidden" name="environmentId" value={environmentId} />
      <FormMessage state={state} success={state?.ok ? successOf(state.result) : undefined} />
      <div className="flex flex-wrap items-center gap-3">
        <label htmlFor={fileId} className={buttonStyles({ className: 'cursor-default focus-within:outline-2' })}>
          <Upload aria-hidden className="size-3.5" />
          Choose .p8 file
          <input id={fileId} type="file" accept=".p8,.pem,.txt" onChange={read} className="sr-only" />
        </label>
        <span className="text-faint">or paste its contents below</span>
      </div>
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
          name="teamId"
          isMono
          defaultValue={enteredValue(state, 'teamId')}
          hint="In your Apple developer account, under Membership"
          autoComplete="off"
          spellCheck={false}
          errors={fieldErrors(state, 'teamId')}
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
