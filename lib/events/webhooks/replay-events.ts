import { z } from 'zod'
import { changeEventWebhook, lockEventWebhook } from '@/db/queries/events/event-webhooks'
import { eventPlaceAt } from '@/db/queries/events/positions'
import { eventDays } from '@/db/retention'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { noSuchWebhook, webhookSubject } from './webhook-parts'

const dayMs = 86_400_000

export const ReplayEvents = inEnvironment({
  webhookId: z.uuid(),
  since: z.coerce
    .date('Enter a time such as 2026-01-31T12:00:00Z.')
    .refine((at) => at.getTime() <= Date.now(), 'Is in the future. Use a time in the past.')
    .refine(
      (at) => at.getTime() >= Date.now() - eventDays * dayMs,
      `Events are kept for ${eventDays} days. Use a later time.`,
    ),
})

/** Resends all events since a time, in order and under the same IDs, and then continues. */
export const replayEvents = command('event_webhook.change', ReplayEvents, async ({ db, input }) => {
  const { environmentId, webhookId: id, since } = input
  const webhook = await lockEventWebhook(db, { environmentId, id })
  if (!webhook) throw noSuchWebhook()
  if (!webhook.isOn) throw new Refused('conflict', 'This event webhook is off. Turn it on first.')
  const afresh = { attemptCount: 0, failingSince: null, pausedAt: null, dueAt: new Date() } as const
  await changeEventWebhook(db, { environmentId, id, ...afresh, since, place: await eventPlaceAt(db, { at: since }) })
  return {
    result: { id },
    audit: {
      action: 'event_webhook.replay',
      subject: webhookSubject(webhook),
      before: { lastSentAt: webhook.lastSentAt },
      after: { since },
    },
  }
})
