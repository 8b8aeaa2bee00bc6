'use server'

import { refresh } from 'next/cache'
import { forAct, forForm } from '@/app/_server/doors'
import { changeChannel } from '@/lib/channels/change-channel'
import { createChannel } from '@/lib/channels/create-channel'
import { deliverMessages } from '@/lib/channels/deliver-messages'
import { removeChannel } from '@/lib/channels/remove-channel'
import { testChannel } from '@/lib/channels/test-channel'
import { recoverFailed } from '@/lib/deliveries/recover-failed'
import type { FormState } from '@/lib/form-state'
import { acknowledgeIncident } from '@/lib/incidents/acknowledge-incident'
import type { IncidentCause } from '@/lib/incidents/causes'
import { muteIncident, unmuteIncident } from '@/lib/incidents/mute-incident'
import { noteIncident } from '@/lib/incidents/note-incident'

export const acknowledgeIncidentAction = async (incidentId: string) =>
  shownAnew(await forAct((ctx) => acknowledgeIncident(ctx, { incidentId })))

export const acknowledgeFromLinkAction = async (incidentId: string, _previous: FormState<unknown>, form: FormData) =>
  shownAnew(await forForm<unknown>(form, (ctx) => acknowledgeIncident(ctx, { incidentId })))

export const unmuteIncidentAction = async (incidentId: string) =>
  shownAnew(await forAct((ctx) => unmuteIncident(ctx, { incidentId })))

export async function muteIncidentAction(incidentId: string, _previous: FormState<unknown>, form: FormData) {
  const hours = Number(textIn(form, 'hours'))
  const until = new Date(Date.now() + hours * 3_600_000)
  return shownAnew(
    await forForm<unknown>(form, (ctx) => muteIncident(ctx, { incidentId, until, reason: textIn(form, 'reason') })),
  )
}

export async function noteIncidentAction(incidentId: string, _previous: FormState<unknown>, form: FormData) {
  return shownAnew(await forForm<unknown>(form, (ctx) => noteIncident(ctx, { incidentId, text: textIn(form, 'text') })))
}

export const recoverIncidentAction = async (incident: string, environmentId: string, expectedCount: number) =>
  shownAnew(await forAct((ctx) => recoverFailed(ctx, { environmentId, incident, expectedCount })))

export async function createChannelAction(
  _previous: FormState<{ signingSecret?: string }>,
  form: FormData,
): Promise<FormState<{ signingSecret?: string }>> {
  const given = (name: string) => textIn(form, name) || undefined
  return shownAnew(
    await forForm(form, async (ctx) => {
      const { signingSecret } = await createChannel(ctx, {
        // The cast is safe, because the command's schema rejects unknown kinds.
        kind: textIn(form, 'kind') as 'webhook',
        name: textIn(form, 'name'),
        url: given('url'),
        to: given('to'),
        ...rulesIn(form),
        companyId: given('companyId'),
      })
      return { signingSecret }
    }),
  )
}

export async function changeChannelAction(channelId: string, _previous: FormState<unknown>, form: FormData) {
  return shownAnew(
    await forForm<unknown>(form, (ctx) =>
      changeChannel(ctx, { channelId, name: textIn(form, 'name'), ...rulesIn(form) }),
    ),
  )
}

export const removeChannelAction = async (channelId: string) =>
  shownAnew(await forAct((ctx) => removeChannel(ctx, { channelId })))

export const testChannelAction = async (channelId: string) =>
  shownAnew(
    await forAct(async (ctx) => {
      const { messageId } = await testChannel(ctx, { channelId })
      const [message] = await deliverMessages(ctx.db, { messageId })
      return { isSent: message?.sentAt != null, answer: message?.lastAnswer ?? 'It waits to be sent.' }
    }),
  )

function shownAnew<State extends { ok: boolean } | undefined>(state: State) {
  if (state?.ok) refresh()
  return state
}

/** The casts are safe, because the command's schema rejects unknown values. */
const rulesIn = (form: FormData) => ({
  severityMin: textIn(form, 'severityMin') as 'warning',
  topics: form.getAll('topics').map(String) as ['incidents'],
  causes: form.getAll('causes').map(String) as IncidentCause[],
  quietMinutes: textIn(form, 'quietMinutes'),
  unacknowledgedMinutes: textIn(form, 'unacknowledgedMinutes'),
})

const textIn = (form: FormData, name: string) => String(form.get(name) ?? '')
