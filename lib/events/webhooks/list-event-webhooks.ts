import { countWaitingEvents, type EventWebhookRow, eventWebhooksOf } from '@/db/queries/events/event-webhooks'
import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'

/** Waiting events are counted up to this number. */
const lookMax = 10_000

export type EventWebhookView = Awaited<ReturnType<typeof listEventWebhooks>>[number]

/** Lists the event webhooks with their state, without secrets. */
export const listEventWebhooks = query('settings.read', inEnvironment({}), async ({ db, input }) => {
  const shown = []
  for (const webhook of await eventWebhooksOf(db, input)) {
    const { id, url, types, lastAnswer, lastAnswerAt, lastSentAt, failingSince, pausedAt, createdAt } = webhook
    const { waiting, isMore } = await countWaitingEvents(db, { webhook, lookMax })
    shown.push({
      ...{ id, url, types, state: stateOf(webhook), waiting, isMoreWaiting: isMore },
      ...{ lastAnswer, lastAnswerAt, lastSentAt, failingSince, pausedAt, createdAt },
    })
  }
  return shown
})

export const webhookStates = ['active', 'failing', 'paused', 'off'] as const

function stateOf({ isOn, pausedAt, failingSince }: EventWebhookRow): (typeof webhookStates)[number] {
  if (!isOn) return 'off'
  if (pausedAt) return 'paused'
  return failingSince ? 'failing' : 'active'
}
