'use server'

import { refresh } from 'next/cache'
import { forAct, forForm } from '@/app/_server/doors'
import { setEventRecording } from '@/lib/events/set-event-recording'
import { createEventWebhook } from '@/lib/events/webhooks/create-event-webhook'
import { removeEventWebhook } from '@/lib/events/webhooks/remove-event-webhook'
import { replayEvents } from '@/lib/events/webhooks/replay-events'
import { rotateEventSecret } from '@/lib/events/webhooks/rotate-event-secret'
import { setEventWebhook } from '@/lib/events/webhooks/set-event-webhook'
import { tryEventWebhook } from '@/lib/events/webhooks/test-event-webhook'
import type { FormState } from '@/lib/form-state'
import { textIn } from './form-values'

type At = { environmentId: string; webhookId: string }

/** Refreshes the page after a successful change. */
function shown<Result>(state: NonNullable<FormState<Result>>): NonNullable<FormState<Result>> {
  if (state.ok) refresh()
  return state
}

/** The cast is safe, because the command's schema rejects unknown types. */
const typesIn = (form: FormData) => form.getAll('types').map(String) as 'delivery.sent'[]

export async function createEventWebhookAction(
  environmentId: string,
  _: FormState<{ signingSecret: string }>,
  form: FormData,
): Promise<FormState<{ signingSecret: string }>> {
  const given = { environmentId, url: textIn(form, 'url').trim(), types: typesIn(form) }
  return shown(await forForm<{ signingSecret: string }>(form, (ctx) => createEventWebhook(ctx, given)))
}

export async function changeEventWebhookAction(at: At, _: FormState<unknown>, form: FormData) {
  const given = { ...at, url: textIn(form, 'url').trim(), types: typesIn(form) }
  return shown(await forForm<unknown>(form, (ctx) => setEventWebhook(ctx, given)))
}

export async function turnEventWebhookAction(at: At, isOn: boolean) {
  return shown(await forAct((ctx) => setEventWebhook(ctx, { ...at, isOn })))
}

export async function removeEventWebhookAction(at: At) {
  return shown(await forAct((ctx) => removeEventWebhook(ctx, at)))
}

export async function rotateEventSecretAction(at: At) {
  return shown(await forAct((ctx) => rotateEventSecret(ctx, at)))
}

export async function testEventWebhookAction(at: At) {
  return forAct((ctx) => tryEventWebhook(ctx, at))
}

export async function replayEventsAction(at: At, _: FormState<unknown>, form: FormData) {
  const since = textIn(form, 'since')
  return shown(await forForm<unknown>(form, (ctx) => replayEvents(ctx, { ...at, since })))
}

export async function setEventRecordingAction(environmentId: string, isOn: boolean) {
  return shown(await forAct((ctx) => setEventRecording(ctx, { environmentId, isOn })))
}
