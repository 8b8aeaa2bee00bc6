import { z } from 'zod'
import { deleteEventWebhook, lockEventWebhook } from '@/db/queries/events/event-webhooks'
import { command } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'
import { noSuchWebhook, webhookFacts, webhookSubject } from './webhook-parts'

export const RemoveEventWebhook = inEnvironment({ webhookId: z.uuid() })

/** Deletes an event webhook. Only a request already in flight still reaches it. Recording continues. */
export const removeEventWebhook = command('event_webhook.change', RemoveEventWebhook, async ({ db, input }) => {
  const { environmentId, webhookId: id } = input
  const webhook = await lockEventWebhook(db, { environmentId, id })
  if (!webhook) throw noSuchWebhook()
  await deleteEventWebhook(db, { environmentId, id })
  return {
    result: { id },
    audit: { action: 'event_webhook.remove', subject: webhookSubject(webhook), before: webhookFacts(webhook) },
  }
})
