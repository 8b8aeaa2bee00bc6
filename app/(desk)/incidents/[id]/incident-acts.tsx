'use client'

import { useState, useTransition } from 'react'
import {
  acknowledgeIncidentAction,
  muteIncidentAction,
  noteIncidentAction,
  recoverIncidentAction,
  unmuteIncidentAction,
} from '@/app/(desk)/incidents/actions'
import { acted, useAct } from '@/components/desk/acted'
import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextArea } from '@/components/ui/form/text-area'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import { plural } from '@/lib/format/number'
import { MuteFields } from './mute-fields'

/** `placeName` is set if the incident covers several places. */
type Recoverable = { environmentId: string; count: number; placeName?: string }

type Props = {
  incidentId: string
  recoveries: Recoverable[]
  isOpen: boolean
  isAcknowledged: boolean
  isMuted: boolean
  mayAct: boolean
}

export function IncidentActs({ incidentId, recoveries, mayAct, ...incident }: Props) {
  const { isOpen, isAcknowledged, isMuted } = incident
  if (!mayAct) return null
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        {isOpen && !isAcknowledged && (
          <ActButton
            label="Acknowledge"
            failure="Couldn’t acknowledge the incident"
            act={() => acted(() => acknowledgeIncidentAction(incidentId))}
          />
        )}
        {isOpen && !isMuted && <MuteDialog incidentId={incidentId} />}
        {isOpen && isMuted && (
          <ActButton
            label="Unmute"
            failure="Couldn’t unmute the incident"
            act={() => acted(() => unmuteIncidentAction(incidentId))}
          />
        )}
        {recoveries.map((recovery) => (
          <RecoverButton key={recovery.environmentId} incidentId={incidentId} isOpen={isOpen} {...recovery} />
        ))}
      </div>
      <NoteForm incidentId={incidentId} />
    </div>
  )
}

type Acted = { ok: boolean; message?: string }

function ActButton({ label, failure, act }: { label: string; failure: string; act: () => Promise<Acted> }) {
  const [isPending, startTransition] = useTransition()
  const press = () =>
    startTransition(async () => {
      const state = await act()
      if (!state.ok) toast.failure(failure, { description: state.message })
    })
  return (
    <Button isPending={isPending} onClick={press}>
      {label}
    </Button>
  )
}

type RecoverProps = Recoverable & { incidentId: string; isOpen: boolean }

function RecoverButton({ incidentId, environmentId, count, placeName, isOpen }: RecoverProps) {
  async function recover() {
    const state = await acted(() => recoverIncidentAction(incidentId, environmentId, count))
    if (state.ok) toast.good(`${plural(state.result.recovered, 'notification')} resent`)
    else toast.failure('Couldn’t resend the notifications', { description: state.message })
    return state.ok
  }
  const label = `Resend ${plural(count, 'notification')}${placeName ? ` of ${placeName}` : ''}`
  return (
    <ConfirmDialog
      title={`${label}?`}
      confirmLabel={label}
      onConfirm={recover}
      trigger={<Button variant="primary">{label}</Button>}
    >
      <p>
        Customers get these notifications now, on the same devices. A notification that was already shown is replaced.
        {isOpen && ' The incident is still open, so they may fail again.'}
      </p>
    </ConfirmDialog>
  )
}

function MuteDialog({ incidentId }: { incidentId: string }) {
  return (
    <FormDialog
      title="Mute this incident"
      description="The incident stays visible, but Pushdesk doesn’t notify channels while it’s muted."
      submitLabel="Mute incident"
      act={muteIncidentAction.bind(null, incidentId)}
      trigger={<Button>Mute…</Button>}
    >
      {(state) => <MuteFields state={state} />}
    </FormDialog>
  )
}

function NoteForm({ incidentId }: { incidentId: string }) {
  const [state, act] = useAct(noteIncidentAction.bind(null, incidentId))
  const [key, setKey] = useState(0)
  return (
    <form
      key={key}
      action={(form) => {
        act(form)
        setKey((before) => before + 1)
      }}
      className="flex max-w-prose flex-col items-start gap-2"
    >
      <TextArea
        label="Note"
        name="text"
        rows={2}
        className="w-full"
        errors={state && !state.ok ? state.fields.text : undefined}
        defaultValue={state && !state.ok ? state.entered.text : undefined}
      />
      <FormMessage state={state} />
      <SubmitButton variant="secondary">Add note</SubmitButton>
    </form>
  )
}
