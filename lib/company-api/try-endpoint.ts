import { newId } from '@/db/new-id'
import type { Answer } from '@/db/queries/sending/attempts'
import { findEndpoint } from '@/db/queries/settings/endpoint-settings'
import { explainReason } from '@/lib/apns/explanations/explain'
import { query } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { sendToCompany } from './send'

export const TryEndpoint = inEnvironment({})

/** Sends one made-up delivery to the saved endpoint. Returns the whole request (secrets masked) and its response. */
export const tryEndpoint = query('endpoint.change', TryEndpoint, async ({ db, input: { environmentId } }) => {
  const endpoint = await findEndpoint(db, { environmentId })
  if (!endpoint) throw new Refused('not-found', 'This environment has no company API. Save one first.')
  const now = new Date()
  const startedAt = performance.now()
  const answer = await sendToCompany(endpoint, { deliveryId: newId(), values: madeUp(now), now })
  const durationMs = Math.round(performance.now() - startedAt)
  return { ...answer, meaning: meaningOf(answer), durationMs, failedAt: failedAt(answer) }
})

function failedAt({ outcome, reason, status }: Answer) {
  if (reason?.startsWith('access_token_')) return 'token_url' as const
  return outcome === 'accepted' || status === 410 ? null : ('company_api' as const)
}

/** For a request without a response, only the cause: the made-up notification can't have been shown to anyone. */
function meaningOf({ reason, status }: Pick<Answer, 'reason' | 'status'>) {
  const { meaning, likelyCause, nextAction } = explainReason(reason, status)
  return status === null ? [likelyCause, nextAction].filter(Boolean).join(' ') : meaning
}

function madeUp(now: Date) {
  const title = 'Pushdesk'
  const body = 'This is a test request. The device doesn’t exist, so a 410 response is expected.'
  const notificationId = newId()
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
    deliveryId: newId(),
    conversationId: null,
    unread: null,
    sentAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + 60_000).toISOString(),
  }
}
