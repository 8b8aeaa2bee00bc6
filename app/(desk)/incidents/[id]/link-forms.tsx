'use client'

import { useRouter } from 'next/navigation'
import { useActionState } from 'react'
import { acknowledgeFromLinkAction, muteIncidentAction } from '@/app/(desk)/incidents/actions'
import { acted } from '@/components/desk/acted'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import type { FormState } from '@/lib/form-state'
import { MuteFields } from './mute-fields'

export function AcknowledgeForm({ incidentId }: { incidentId: string }) {
  const { state, action } = useLinkAct(incidentId, acknowledgeFromLinkAction.bind(null, incidentId))
  return (
    <form action={action} className="flex max-w-prose flex-col items-start gap-3">
      <FormMessage state={state} />
      <p>Your colleagues see that you’re on it. Channels that wait for an acknowledgment aren’t notified.</p>
      <SubmitButton>Acknowledge</SubmitButton>
    </form>
  )
}

export function MuteForm({ incidentId }: { incidentId: string }) {
  const { state, action } = useLinkAct(incidentId, muteIncidentAction.bind(null, incidentId))
  return (
    <form action={action} className="flex max-w-80 flex-col gap-4">
      <FormMessage state={state} />
      <p>The incident stays visible, but Pushdesk doesn’t notify channels while it’s muted.</p>
      <MuteFields state={state} />
      <SubmitButton className="self-start">Mute incident</SubmitButton>
    </form>
  )
}

type Act = (before: FormState<unknown>, form: FormData) => Promise<FormState<unknown>>

/** Returns to the incident's page after a successful action. */
function useLinkAct(incidentId: string, act: Act) {
  const router = useRouter()
  const [state, action] = useActionState(async (before: FormState<unknown>, form: FormData) => {
    const next = await acted(() => act(before, form))
    if (next?.ok) router.replace(`/incidents/${incidentId}`)
    return next
  }, undefined)
  return { state, action }
}
