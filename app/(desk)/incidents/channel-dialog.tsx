'use client'

import { useState } from 'react'
import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/form/select'
import { TextField } from '@/components/ui/form/text-field'
import { DialogActions } from '@/components/ui/overlays/dialog'
import { CopyButton } from '@/components/ui/text/copy-button'
import { formField } from '@/lib/form-state'
import { createChannelAction } from './actions'
import { ChannelRuleFields, type Rules } from './channel-rule-fields'
import { kindWord, type ShownKind, shownKinds } from './kind-words'

type Props = { companies: { id: string; name: string }[]; isAdmin: boolean; sendsMail: boolean }

const usual: Rules = {
  severityMin: 'warning',
  topics: ['incidents', 'approvals'],
  causes: [],
  quietMinutes: 30,
  unacknowledgedMinutes: 0,
}

export function ChannelDialog({ companies, isAdmin, sendsMail }: Props) {
  const [kind, setKind] = useState<ShownKind>('webhook')
  const kinds = shownKinds.filter((one) => one !== 'email' || sendsMail)
  const everywhere = { value: '', label: 'All companies' }
  const places = [...(isAdmin ? [everywhere] : []), ...companies.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <FormDialog
      title="Add a channel"
      description={
        sendsMail ? undefined : 'This installation sends no email. The operator can set SMTP_URL and MAIL_FROM.'
      }
      submitLabel="Add channel"
      act={createChannelAction}
      after={({ signingSecret }, close) => <Added signingSecret={signingSecret} close={close} />}
      trigger={<Button>Add channel…</Button>}
    >
      {(state) => (
        <>
          <Select
            label="Kind"
            name="kind"
            options={kinds.map((value) => ({ value, label: kindWord(value) }))}
            value={kind}
            onValueChange={setKind}
          />
          <TextField label="Name" {...formField(state, 'name')} />
          {kind === 'email' || kind === 'pagerduty' ? (
            <TextField
              key={kind}
              label={kind === 'email' ? 'Email address' : 'Routing key'}
              hint={kind === 'pagerduty' ? 'The routing key of an Events API v2 integration.' : undefined}
              {...formField(state, 'to')}
            />
          ) : (
            <TextField
              key={kind}
              label="URL"
              hint={
                kind === 'webhook'
                  ? undefined
                  : 'The URL of an incoming webhook. Anyone with this URL can post to the chat.'
              }
              {...formField(state, 'url')}
              type="url"
            />
          )}
          <Select label="Company" name="companyId" options={places} defaultValue={places[0]?.value ?? ''} />
          <ChannelRuleFields key={kind === 'pagerduty' ? kind : 'any'} kind={kind} rules={usual} state={state} />
        </>
      )}
    </FormDialog>
  )
}

function Added({ signingSecret, close }: { signingSecret?: string; close: () => void }) {
  return (
    <div className="flex flex-col gap-3">
      {signingSecret ? (
        <>
          <p role="status">Copy the signing secret now. It won’t be shown again.</p>
          <p className="break-all rounded-control border bg-neutral-2 p-2.5 font-mono text-sm">{signingSecret}</p>
        </>
      ) : (
        <p role="status">Channel added. Send a test to see that it works.</p>
      )}
      <DialogActions>
        {signingSecret && <CopyButton text={signingSecret} label="Copy secret" size="medium" />}
        <Button variant="primary" onClick={close}>
          Done
        </Button>
      </DialogActions>
    </div>
  )
}
