import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { lockEventWebhook } from '@/db/queries/events/event-webhooks'
import { command } from '@/lib/command'
import type { StaffContext } from '@/lib/context'
import { inEnvironment } from '@/lib/scope'
import { sendEvent } from './send-event'
import { noSuchWebhook, webhookSubject } from './webhook-parts'

export const TestEventWebhook = inEnvironment({ webhookId: z.uuid() })

/** Sends an event of the type `webhook.test` at once, whatever waits, and gives what the receiver said. */
export async function tryEventWebhook(ctx: StaffContext, raw: z.input<typeof TestEventWebhook>) {
  const webhook = await testEventWebhook(ctx, raw)
  const { isTaken, text } = await sendEvent(webhook, {
    id: uuidv7(),
    type: 'webhook.test',
    at: new Date().toISOString(),
    data: {},
  })
  return { isTaken, answer: text }
}

/** The request follows the transaction. */
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
