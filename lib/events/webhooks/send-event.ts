import { Webhook } from 'standardwebhooks'
import type { EventWebhookRow } from '@/db/queries/events/event-webhooks'
import { storable } from '@/db/storable'
import { postJson } from '@/lib/company-api/post-json'
import { whyNoAnswer } from '@/lib/company-api/why-no-answer'
import { retryAfterMs } from '@/lib/flow/retry-after'
import { decrypt } from '@/lib/secrets'
import { eventSecretPurpose } from './webhook-parts'

type Receiver = Pick<EventWebhookRow, 'id' | 'url' | 'signingSecret'>
type Told = { id: string; type: string; at: string; data: Record<string, unknown> }

/** The receiver's response. `isGone` means that it wants no more events. */
export type EventAnswer = { isTaken: boolean; text: string; isGone?: boolean; waitMs?: number }

/** Sends one request, signed according to Standard Webhooks. A resent event has the same `webhook-id`. */
export async function sendEvent(receiver: Receiver, event: Told): Promise<EventAnswer> {
  const now = new Date()
  const body = JSON.stringify(event)
  const secret = decrypt(receiver.signingSecret, eventSecretPurpose(receiver.id))
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Pushdesk',
    'webhook-id': event.id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(event.id, now, body),
  }
  try {
    const answer = await postJson(new URL(receiver.url), { headers, body })
    const isTaken = answer.status >= 200 && answer.status < 300
    const waitMs = retryAfterMs(answer.headers['retry-after'])
    return { isTaken, text: `HTTP ${answer.status}`, isGone: answer.status === 410, waitMs }
  } catch (error) {
    return { isTaken: false, text: storable(whyNoAnswer(error), 300) }
  }
}
