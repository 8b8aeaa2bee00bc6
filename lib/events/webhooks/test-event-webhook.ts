import { z } from 'zod'
import { newId } from '@/db/new-id'
import { lockEventWebhook } from '@/db/queries/events/event-webhooks'
import { command } from '@/lib/command'
import type { StaffContext } from '@/lib/context'
import { inEnvironment } from '@/lib/scope'
import { sendEvent } from './send-event'
import { noSuchWebhook, webhookSubject } from './webhook-parts'

export const TestEventWebhook = inEnvironment({ webhookId: z.uuid() })

/** Sends a `webhook.test` event immediately, ahead of waiting events, and returns the receiver's response. */
export async function tryEventWebhook(ctx: StaffContext, raw: z.input<typeof TestEventWebhook>) {
  const webhook = await testEventWebhook(ctx, raw)
  const { isTaken, text } = await sendEvent(webhook, {
    id: newId(),
    type: 'webhook.test',
    at: new Date().toISOString(),
    data: {},
  })
  return { isTaken, answer: text }
}

/** The transactional part. The request is sent after the commit. */
export const testEventWebhook = command('event_webhook.change', TestEventWebhook, async ({ db, input }) => {
  const { environmentId, webhookId: id } = input
  const webhook = await lockEventWebhook(db, { environmentId, id })
  if (!webhook) throw noSuchWebhook()
  const { url, signingSecret } = webhook
  return {
    result: { id, url, signingSecret },
    audit: { action: 'event_webhook.test', subject: webhookSubject(webhook) },
  }
})
