import type { Db } from '@/db/client'
import { makeEnvironment } from '@/db/factories'
import { eventWebhooksOf } from '@/db/queries/events/event-webhooks'
import { setEventRecording } from '@/lib/events/set-event-recording'
import { createEventWebhook } from '@/lib/events/webhooks/create-event-webhook'
import { removeEventWebhook } from '@/lib/events/webhooks/remove-event-webhook'
import { replayEvents } from '@/lib/events/webhooks/replay-events'
import { rotateEventSecret } from '@/lib/events/webhooks/rotate-event-secret'
import { setEventWebhook } from '@/lib/events/webhooks/set-event-webhook'
import { testEventWebhook } from '@/lib/events/webhooks/test-event-webhook'
import { fingerprintOf } from '@/lib/secrets'
import { signedIn } from '@/lib/testing/contexts'
import { type Act, aSentence } from './act'

const types = ['delivery.accepted' as const]
const url = 'https://events.example.com/pushdesk?key=hidden-1'
/** A function, because fingerprints depend on the current encryption key. */
const before = () => ({
  url: 'https://events.example.com/pushdesk',
  query: fingerprintOf('?key=hidden-1'),
  types,
  isOn: true,
})

async function here(db: Db) {
  const { id: environmentId } = await makeEnvironment(db)
  return { ctx: await signedIn(db, { role: 'admin' }), environmentId }
}

async function withWebhook(db: Db) {
  const place = await here(db)
  const { id: webhookId } = await createEventWebhook(place.ctx, { environmentId: place.environmentId, url, types })
  return { ...place, at: { environmentId: place.environmentId, webhookId } }
}

export const eventWebhookActs: Act[] = [
  {
    verb: 'setEventRecording',
    async arrange(db) {
      const { ctx, environmentId } = await here(db)
      return { ctx, act: () => setEventRecording(ctx, { environmentId, isOn: true }), before: { isOn: false } }
    },
    again: /^Nothing to save: recording of events is already on\.$/,
  },
  {
    verb: 'createEventWebhook',
    async arrange(db) {
      const { ctx, environmentId } = await here(db)
      return { ctx, act: () => createEventWebhook(ctx, { environmentId, url, types }) }
    },
    again: 'makes another one',
  },
  {
    verb: 'setEventWebhook',
    async arrange(db) {
      const { ctx, at } = await withWebhook(db)
      return { ctx, act: () => setEventWebhook(ctx, { ...at, isOn: false }), before: before() }
    },
    again: /^Nothing to save: the event webhook is already set up like this\.$/,
  },
  {
    verb: 'removeEventWebhook',
    async arrange(db) {
      const { ctx, at } = await withWebhook(db)
      return { ctx, act: () => removeEventWebhook(ctx, at), before: before() }
    },
    again: aSentence,
  },
  {
    verb: 'rotateEventSecret',
    async arrange(db) {
      const { ctx, at } = await withWebhook(db)
      const [row] = await eventWebhooksOf(db, at)
      const signingSecret = fingerprintOf(row?.signingSecret ?? '')
      return { ctx, act: () => rotateEventSecret(ctx, at), before: { signingSecret } }
    },
    again: 'makes another one',
  },
  {
    verb: 'replayEvents',
    async arrange(db) {
      const { ctx, at } = await withWebhook(db)
      return { ctx, act: () => replayEvents(ctx, { ...at, since: new Date() }), before: { lastSentAt: null } }
    },
    again: 'makes another one',
  },
  {
    verb: 'testEventWebhook',
    async arrange(db) {
      const { ctx, at } = await withWebhook(db)
      return { ctx, act: () => testEventWebhook(ctx, at) }
    },
    again: 'makes another one',
  },
]
