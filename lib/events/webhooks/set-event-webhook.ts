import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { changeEventWebhook, lockEventWebhook } from '@/db/queries/events/event-webhooks'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { noSuchWebhook, refuseReadable, webhookFacts, webhookParts, webhookSubject } from './webhook-parts'

/** Absent fields stay unchanged. */
export const SetEventWebhook = inEnvironment({
  webhookId: z.uuid(),
  url: webhookParts.url.optional(),
  types: webhookParts.types.optional(),
  isOn: z.boolean().optional(),
})

/** Changes an event webhook. Turning it on, or resuming it after Pushdesk paused it, continues where it stopped. */
export const setEventWebhook = command('event_webhook.change', SetEventWebhook, async ({ db, input, scope }) => {
  const { environmentId, webhookId: id, ...given } = input
  const webhook = await lockEventWebhook(db, { environmentId, id })
  if (!webhook) throw noSuchWebhook()
  if (given.url !== undefined) refuseReadable(given.url, scope)
  const { url, types, isOn } = webhook
  const next = { url, types, isOn, ...given }
  const isResumed = given.isOn === true && webhook.pausedAt !== null
  if (isDeepStrictEqual(next, { url, types, isOn }) && !isResumed)
    throw new Refused('conflict', 'Nothing to save: the event webhook is already set up like this.')
  const afresh = { attemptCount: 0, failingSince: null, pausedAt: null, dueAt: new Date() } as const
  await changeEventWebhook(db, { environmentId, id, ...next, ...(next.isOn && afresh) })
  return {
    result: { id },
    audit: {
      action: isResumed ? 'event_webhook.resume' : 'event_webhook.change',
      subject: webhookSubject({ id, url: next.url }),
      before: { ...webhookFacts(webhook), ...(isResumed && { pausedAt: webhook.pausedAt }) },
      after: webhookFacts(next),
    },
  }
})
