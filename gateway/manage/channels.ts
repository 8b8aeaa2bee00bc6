import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { asShown } from '@/lib/as-shown'
import { changeChannel } from '@/lib/channels/change-channel'
import { ruleParts, SeverityMin } from '@/lib/channels/channel-rules'
import { ChannelKind, createChannel } from '@/lib/channels/create-channel'
import { deliverMessages } from '@/lib/channels/deliver-messages'
import { listChannels } from '@/lib/channels/list-channels'
import { removeChannel } from '@/lib/channels/remove-channel'
import { showChannelLog } from '@/lib/channels/show-channel-log'
import { testChannel } from '@/lib/channels/test-channel'
import type { StaffContext } from '@/lib/context'
import { companyIdOf } from './company-slugs'
import { manage } from './endpoint'
import { NextCursor, PageQuery, pageOf } from './page'

const tag = 'Watch incidents'
const Time = z.iso.datetime()

const shownRules = {
  severityMin: SeverityMin,
  topics: ruleParts.topics.meta({
    description:
      'What the channel reports. `access` covers invitations, password links, and new sign-ins, and is available only without a company.',
  }),
  causes: z.array(z.string()).meta({ description: 'Only incidents with these causes. Empty: all causes.' }),
  quietMinutes: z
    .int()
    .meta({ description: 'How long the channel waits before it reports again that more customers are affected.' }),
  unacknowledgedMinutes: z.int().meta({
    description:
      'The channel reports only incidents that no one has acknowledged after this many minutes. 0: the channel reports every incident right away.',
  }),
}

/** The rules in a request. An omitted field gets its default on creation, and stays unchanged otherwise. */
const givenRules = {
  severityMin: SeverityMin.optional(),
  topics: ruleParts.topics.optional(),
  causes: ruleParts.causes.optional(),
  quietMinutes: z.int().optional().meta({ description: 'Default 30.' }),
  unacknowledgedMinutes: z.int().optional().meta({ description: 'Default 0.' }),
}

const Channel = z
  .object({
    id: z.uuid(),
    kind: ChannelKind,
    name: z.string(),
    address: z
      .string()
      .meta({ description: 'The part of the address that isn’t secret.', examples: ['hooks.example.com'] }),
    company: z.string().nullable().meta({ description: 'The company’s slug. Null: incidents of all companies.' }),
    ...shownRules,
    lastSentAt: Time.nullable(),
    failing: z
      .string()
      .nullable()
      .meta({ description: 'The receiver’s error, if Pushdesk can’t send the last message.' }),
    createdAt: Time,
  })
  .meta({ id: 'Channel' })

const Message = z.object({
  id: z.uuid(),
  type: z.string().meta({ examples: ['incident.opened'] }),
  incidentId: z.uuid().nullable(),
  attempts: z.int(),
  sentAt: Time.nullable(),
  failedAt: Time.nullable(),
  lastAnswer: z.string().nullable(),
  createdAt: Time,
})

export function registerChannels(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listChannels,
      method: 'get',
      path: '/channels',
      operationId: 'listChannels',
      tag,
      summary: 'List channels',
      query: PageQuery,
      answers: {
        200: {
          description: 'A page of channels, without secrets.',
          schema: z.object({ channels: z.array(Channel), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, query }) => {
      const { items, nextCursor } = pageOf(await listChannels(ctx, {}), query, ({ createdAt, id }) => [
        createdAt.getTime(),
        id,
      ])
      return { status: 200, body: { channels: items.map(shown), nextCursor } }
    },
  )

  manage(
    gateway,
    {
      verb: [createChannel, listChannels],
      method: 'post',
      path: '/channels',
      operationId: 'createChannel',
      tag,
      summary: 'Create a channel',
      description:
        'A `webhook` receives `{ "type": "incident.opened" | "incident.changed" | "incident.closed", "timestamp", "data": { "incident" } }`, signed as in Standard Webhooks. If the receiver doesn’t accept a message, Pushdesk resends it for 24 hours with the same `webhook-id`.',
      body: z.strictObject({
        kind: ChannelKind,
        name: z.string().meta({ examples: ['On call'] }),
        url: z.string().optional().meta({ description: 'For webhook, slack, and teams.' }),
        to: z.string().optional().meta({ description: 'The email address, or the PagerDuty routing key.' }),
        company: z.string().optional().meta({ description: 'The company’s slug. Absent: incidents of all companies.' }),
        ...givenRules,
      }),
      named: { companyId: 'company' },
      answers: {
        201: {
          description: 'Created.',
          schema: z.object({
            channel: Channel,
            signingSecret: z
              .string()
              .optional()
              .meta({ description: 'For webhooks. Shown only once.', examples: ['whsec_…'] }),
          }),
        },
      },
    },
    async ({ ctx, body: { company, ...given } }) => {
      const companyId = company === undefined ? undefined : await companyIdOf(ctx, company)
      const { id, signingSecret } = await createChannel(ctx, { ...given, companyId })
      return { status: 201, body: { channel: await channelNow(ctx, id), ...(signingSecret && { signingSecret }) } }
    },
  )

  manage(
    gateway,
    {
      verb: [changeChannel, listChannels],
      method: 'patch',
      path: '/channels/{id}',
      operationId: 'changeChannel',
      tag,
      summary: 'Change a channel’s rules',
      description: 'Fields that you leave out don’t change. To change the address, create a new channel.',
      body: z.strictObject({ name: z.string().optional(), ...givenRules }),
      answers: { 200: { description: 'The updated channel.', schema: z.object({ channel: Channel }) } },
    },
    async ({ ctx, params: { id }, body }) => {
      await changeChannel(ctx, { channelId: id, ...body })
      return { status: 200, body: { channel: await channelNow(ctx, id) } }
    },
  )

  manage(
    gateway,
    {
      verb: removeChannel,
      method: 'delete',
      path: '/channels/{id}',
      operationId: 'removeChannel',
      tag,
      summary: 'Remove a channel',
      answers: { 204: { description: 'Removed.' } },
    },
    async ({ ctx, params: { id } }) => {
      await removeChannel(ctx, { channelId: id })
      return { status: 204 }
    },
  )

  manage(
    gateway,
    {
      verb: testChannel,
      method: 'post',
      path: '/channels/{id}/test',
      operationId: 'testChannel',
      tag,
      summary: 'Send a test to a channel',
      isLong: true,
      answers: {
        200: {
          description: 'The result of the test.',
          schema: z.object({ sent: z.boolean(), answer: z.string().nullable() }),
        },
      },
    },
    async ({ ctx, params: { id } }) => {
      const { messageId } = await testChannel(ctx, { channelId: id })
      const [message] = await deliverMessages(ctx.db, { messageId })
      return { status: 200, body: { sent: message?.sentAt != null, answer: message?.lastAnswer ?? null } }
    },
  )

  manage(
    gateway,
    {
      verb: showChannelLog,
      method: 'get',
      path: '/channels/{id}/messages',
      operationId: 'listChannelMessages',
      tag,
      summary: 'List the messages of a channel',
      description: 'The last 100 messages, newest first.',
      answers: { 200: { description: 'The messages.', schema: z.object({ messages: z.array(Message) }) } },
    },
    async ({ ctx, params: { id } }) => {
      const messages = await showChannelLog(ctx, { channelId: id })
      return {
        status: 200,
        body: {
          messages: messages.map(({ attemptCount, ...one }) => asShown(Message, { ...one, attempts: attemptCount })),
        },
      }
    },
  )
}

async function channelNow(ctx: StaffContext, id: string) {
  const channel = (await listChannels(ctx, {})).find((one) => one.id === id)
  if (!channel) throw new Error('the channel was just written')
  return shown(channel)
}

type Row = Awaited<ReturnType<typeof listChannels>>[number]
const shown = ({ shownAddress, ...row }: Row) => asShown(Channel, { ...row, address: shownAddress })
