import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { countDeliveries } from '@/lib/deliveries/log/count-deliveries'
import { findDelivery } from '@/lib/deliveries/log/find-delivery'
import { listDeliveries } from '@/lib/deliveries/log/list-deliveries'
import { PublicDelivery, publicDelivery } from '@/lib/deliveries/log/public-notification'
import { LogPage, logFiltersOf, ReadLog, showLoggedDelivery } from '@/lib/deliveries/log/read-log'
import { ToldDelivery, tellDelivery } from '@/lib/deliveries/log/tell-delivery'
import { sendAgain } from '@/lib/deliveries/send-again'
import { encodeCursor } from '@/lib/paging/cursor'
import { manage } from './endpoint'
import { environmentPath } from './places'

const tag = 'Look up and repair'
const listPath = `${environmentPath}/deliveries` as const

const Counted = z.array(
  z.object({
    value: z.string(),
    count: z.int(),
    isCapped: z.boolean().meta({ description: 'Pushdesk stopped counting. There are at least this many.' }),
  }),
)

const Counts = z.object({
  states: Counted,
  reasons: Counted,
  types: Counted,
  transports: Counted,
  isSimulated: Counted,
  isUncertain: Counted,
})

export function registerManagedDeliveries(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listDeliveries,
      method: 'get',
      path: listPath,
      operationId: 'listDeliveries',
      tag,
      summary: 'Read the delivery log of an environment',
      description: 'Newest first. Use `nextCursor` to get older deliveries. New deliveries don’t shift the pages.',
      query: ReadLog,
      answers: { 200: { description: 'A page of deliveries.', schema: LogPage } },
    },
    async ({ ctx, params, query }) => {
      const { cursor, limit } = query
      const asked = { filters: logFiltersOf(query), after: cursor && encodeCursor(cursor), limit }
      const { deliveries, next } = await listDeliveries(ctx, { ...(await environmentIdAt(ctx, params)), ...asked })
      return { status: 200, body: { deliveries: deliveries.map(showLoggedDelivery), nextCursor: next } }
    },
  )

  manage(
    gateway,
    {
      verb: countDeliveries,
      method: 'get',
      path: `${environmentPath}/delivery-counts`,
      operationId: 'countDeliveries',
      tag,
      summary: 'Count the deliveries of an environment',
      description: 'Accepts the filters of the delivery log. A filter doesn’t narrow the counts of its own facet.',
      query: ReadLog.omit({ cursor: true, limit: true }),
      answers: { 200: { description: 'The counts by facet.', schema: Counts } },
    },
    async ({ ctx, params, query }) => {
      const filters = logFiltersOf({ ...query, limit: 1 })
      return { status: 200, body: await countDeliveries(ctx, { ...(await environmentIdAt(ctx, params)), filters }) }
    },
  )

  manage(
    gateway,
    {
      verb: findDelivery,
      method: 'get',
      path: `${listPath}/{id}`,
      operationId: 'readDeliveryInFull',
      tag,
      summary: 'Read a delivery with its attempts, timeline, and outcome',
      description: 'Addresses and secrets in requests and responses are masked.',
      answers: { 200: { description: 'The delivery.', schema: ToldDelivery } },
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: await tellDelivery(ctx, { ...(await environmentIdAt(ctx, params)), deliveryId: params.id }),
    }),
  )

  manage(
    gateway,
    {
      verb: sendAgain,
      method: 'post',
      path: `${listPath}/{id}/send-again`,
      operationId: 'sendAgain',
      tag,
      summary: 'Resend a delivery that has ended',
      description:
        'Creates a new delivery of the same notification to the same device. On the phone, it replaces the earlier one. If the delivery expired before an attempt succeeded, the new one can be sent for another hour. Pushdesk refuses if a notification that failed has expired since, or if the device has moved to another customer.',
      answers: { 201: { description: 'The new delivery.', schema: z.object({ delivery: PublicDelivery }) } },
    },
    async ({ ctx, params }) => {
      const sent = await sendAgain(ctx, { ...(await environmentIdAt(ctx, params)), deliveryId: params.id })
      return { status: 201, body: { delivery: publicDelivery(sent) } }
    },
  )
}
