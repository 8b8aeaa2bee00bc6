import { v7 as uuidv7 } from 'uuid'
import { findEndpoint } from '@/db/queries/endpoint-settings'
import { explainReason } from '../apns/explain'
import { query } from '../command'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'
import { sendToCompany } from './send'

export const TryEndpoint = inEnvironment({})

/** One made-up delivery to the endpoint as it is saved, with the whole request (secrets masked) and its answer. */
export const tryEndpoint = query('endpoint.change', TryEndpoint, async ({ db, input: { environmentId } }) => {
  const endpoint = await findEndpoint(db, { environmentId })
  if (!endpoint) throw new Refused('not-found', 'This environment has no company API. Save one first.')
  const now = new Date()
  const startedAt = performance.now()
  const { outcome, exchange } = await sendToCompany(endpoint, { deliveryId: uuidv7(), values: madeUp(now), now })
  const { meaning } = explainReason(outcome.kind === 'response' ? outcome.reason : outcome.code)
  return { outcome, meaning, ...exchange, durationMs: Math.round(performance.now() - startedAt) }
})

function madeUp(now: Date) {
  const title = 'Pushdesk'
  const body = 'This is a test request. The device doesn’t exist, so a 410 response is expected.'
  const notificationId = uuidv7()
  const mark = { v: 1, notificationId, type: 'test' }
  return {
    uuid: 'pushdesk-tries-your-api',
    address: 'pushdesk-tries-your-api',
    user: { id: 'pushdesk-tries-your-api' },
    userId: 'pushdesk-tries-your-api',
    anonymousId: null,
    type: 'test',
    title,
    body,
    payload: { aps: { alert: { title, body } }, pushdesk: mark },
    notificationId,
    deliveryId: uuidv7(),
    conversationId: null,
    unread: null,
    sentAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + 60_000).toISOString(),
  }
}
