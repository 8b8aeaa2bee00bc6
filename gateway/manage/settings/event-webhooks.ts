import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { manage } from '@/gateway/manage/endpoint'
import { environmentPath } from '@/gateway/manage/places'
import { asShown } from '@/lib/as-shown'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import type { StaffContext } from '@/lib/context'
import { createEventWebhook } from '@/lib/events/webhooks/create-event-webhook'
import { listEventWebhooks, webhookStates } from '@/lib/events/webhooks/list-event-webhooks'
import { removeEventWebhook } from '@/lib/events/webhooks/remove-event-webhook'
import { replayEvents } from '@/lib/events/webhooks/replay-events'
import { rotateEventSecret } from '@/lib/events/webhooks/rotate-event-secret'
import { setEventWebhook } from '@/lib/events/webhooks/set-event-webhook'
import { testEventWebhook, tryEventWebhook } from '@/lib/events/webhooks/test-event-webhook'
import { webhookParts } from '@/lib/events/webhooks/webhook-parts'
import { Instant } from '@/lib/instant'

const Url = z.string().meta({ examples: ['https://events.example.com/pushdesk'] })
const tag = 'Manage settings'
const path = `${environmentPath}/event-webhooks` as const
const Time = z.iso.datetime()
const Types = webhookParts.types.in

const EventWebhook = z
  .object({
    id: z.uuid(),
    url: z.string(),
    types: Types,
    state: z.enum(webhookStates).meta({
      description:
        '`failing`: the receiver doesn’t accept an event, and Pushdesk keeps resending it. `paused`: the webhook failed for 24 hours, or the receiver responded with HTTP 410. The webhook stays paused until someone turns it on. `off`: someone turned it off.',
    }),
    waiting: z.int().meta({ description: 'How many of the next 10,000 events are in the queue.' }),
    isMoreWaiting: z.boolean(),
    lastAnswer: z
      .string()
      .nullable()
      .meta({ examples: ['HTTP 204'] }),
    lastAnswerAt: Time.nullable(),
    lastSentAt: Time.nullable(),
    failingSince: Time.nullable(),
    pausedAt: Time.nullable(),
    createdAt: Time,
  })
  .meta({ id: 'EventWebhook' })

const One = z.object({ eventWebhook: EventWebhook })
const signingSecret = z.string().meta({ description: 'Shown only once.', examples: ['whsec_…'] })

export function registerEventWebhooks(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listEventWebhooks,
      method: 'get',
      path,
      operationId: 'listEventWebhooks',
      tag,
      summary: 'List event webhooks',
      answers: {
        200: {
          description: 'All event webhooks (up to 20), without secrets.',
          schema: z.object({ eventWebhooks: z.array(EventWebhook) }),
        },
      },
    },
    async ({ ctx, params }) => {
      const all = await listEventWebhooks(ctx, await environmentIdAt(ctx, params))
      return { status: 200, body: { eventWebhooks: all.map((one) => asShown(EventWebhook, one)) } }
    },
  )

  manage(
    gateway,
    {
      verb: [createEventWebhook, listEventWebhooks],
      method: 'post',
      path,
      operationId: 'createEventWebhook',
      tag,
      summary: 'Create an event webhook',
      description:
        'Pushdesk sends one event per request, in order, signed as in Standard Webhooks. The body is the event as `GET /api/v1/events` returns it. If the response isn’t a 2xx, Pushdesk resends the event with the same `webhook-id` before it sends the next one.',
      body: z.strictObject({
        url: Url,
        types: Types,
      }),
      answers: {
        201: { description: 'Created.', schema: z.object({ eventWebhook: EventWebhook, signingSecret }) },
      },
      mayBe: [409],
    },
    async ({ ctx, params, body }) => {
      const place = await environmentIdAt(ctx, params)
      const made = await createEventWebhook(ctx, { ...place, ...body })
      return { status: 201, body: { ...(await shown(ctx, place, made.id)), signingSecret: made.signingSecret } }
    },
  )

  manage(
    gateway,
    {
      verb: [setEventWebhook, listEventWebhooks],
      method: 'patch',
      path: `${path}/{id}`,
      operationId: 'changeEventWebhook',
      tag,
      summary: 'Change an event webhook, turn it off, or resume it',
      description: 'Fields that you leave out don’t change. With `isOn: true`, the webhook resumes where it stopped.',
      body: z.strictObject({ url: Url.optional(), types: Types.optional(), isOn: z.boolean().optional() }),
      answers: { 200: { description: 'The updated webhook.', schema: One } },
      mayBe: [409],
    },
    async ({ ctx, params, body }) => {
      const place = await environmentIdAt(ctx, params)
      await setEventWebhook(ctx, { ...place, webhookId: params.id, ...body })
      return { status: 200, body: await shown(ctx, place, params.id) }
    },
  )

  manage(
    gateway,
    {
      verb: removeEventWebhook,
      method: 'delete',
      path: `${path}/{id}`,
      operationId: 'removeEventWebhook',
      tag,
      summary: 'Delete an event webhook',
      answers: { 204: { description: 'Deleted.' } },
    },
    async ({ ctx, params }) => {
      await removeEventWebhook(ctx, { ...(await environmentIdAt(ctx, params)), webhookId: params.id })
      return { status: 204 }
    },
  )

  registerEventWebhookActs(gateway)
}

function registerEventWebhookActs(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: rotateEventSecret,
      method: 'post',
      path: `${path}/{id}/rotate-signing-secret`,
      operationId: 'rotateEventSecret',
      tag,
      summary: 'Replace the signing secret of an event webhook',
      description: 'Pushdesk signs requests with the new secret right away.',
      answers: { 200: { description: 'The new secret.', schema: z.object({ signingSecret }) } },
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: await rotateEventSecret(ctx, { ...(await environmentIdAt(ctx, params)), webhookId: params.id }),
    }),
  )

  manage(
    gateway,
    {
      verb: testEventWebhook,
      method: 'post',
      path: `${path}/{id}/test`,
      operationId: 'testEventWebhook',
      tag,
      summary: 'Send a test to an event webhook',
      description: 'Sends an event of type `webhook.test` right away, ahead of queued events.',
      isLong: true,
      answers: {
        200: { description: 'The result of the test.', schema: z.object({ isTaken: z.boolean(), answer: z.string() }) },
      },
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: await tryEventWebhook(ctx, { ...(await environmentIdAt(ctx, params)), webhookId: params.id }),
    }),
  )

  manage(
    gateway,
    {
      verb: [replayEvents, listEventWebhooks],
      method: 'post',
      path: `${path}/{id}/replay`,
      operationId: 'replayEvents',
      tag,
      summary: 'Resend events since a time',
      description:
        'Resends the events in order and with the same IDs, then continues with later events. Resumes a paused webhook.',
      body: z.strictObject({ since: Instant.meta({ description: 'Within the last 7 days.' }) }),
      answers: { 200: { description: 'The updated webhook.', schema: One } },
      mayBe: [409],
    },
    async ({ ctx, params, body: { since } }) => {
      const place = await environmentIdAt(ctx, params)
      await replayEvents(ctx, { ...place, webhookId: params.id, since: new Date(since) })
      return { status: 200, body: await shown(ctx, place, params.id) }
    },
  )
}

async function shown(ctx: StaffContext, place: { environmentId: string }, id: string) {
  const found = (await listEventWebhooks(ctx, place)).find((one) => one.id === id)
  if (!found) throw new Error('the event webhook was just written')
  return { eventWebhook: asShown(EventWebhook, found) }
}
