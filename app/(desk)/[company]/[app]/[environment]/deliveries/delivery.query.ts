import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import { faults } from '@/lib/apns/explanations/explanation'
import { deliveryStates, transports } from '@/lib/deliveries/delivery-labels'
import type { showDelivery } from '@/lib/deliveries/log/show-delivery'
import {
  anything,
  flag,
  instant,
  listOf,
  number,
  object,
  oneOf,
  optional,
  orNull,
  recordOf,
  resultOf,
  type Shaped,
  text,
} from '@/lib/shape'
import { deliveryShape } from './delivery-shape'

const part = { headers: recordOf(text), body: optional(anything) }

export const Delivery = resultOf<typeof showDelivery>()(
  object({
    ...deliveryShape,
    environmentId: text,
    deviceModel: orNull(text),
    repeatsId: orNull(text),
    traceId: orNull(text),
    title: orNull(text),
    body: orNull(text),
    externalId: orNull(text),
    requestId: orNull(text),
    conversationId: orNull(text),
    payload: recordOf(anything),
    textRemoved: orNull(text),
    topic: text,
    summary: object({ sentence: text, likelyCause: optional(text), nextAction: text }),
    fault: oneOf(faults),
    steps: listOf(
      object({
        id: text,
        kind: oneOf(['created', 'chosen', 'waited', 'attempt', 'ended', 'reported', 'received', 'opened', 'next']),
        at: optional(instant),
        title: text,
        detail: optional(text),
        state: optional(
          oneOf(['accepted', 'rejected', 'unknown', 'not_sent', 'suppressed', 'expired', 'failed', 'queued']),
        ),
        attemptId: optional(text),
      }),
    ),
    attempts: listOf(
      object({
        id: text,
        number: number,
        outcome: oneOf(['accepted', 'rejected', 'unknown', 'not_sent']),
        answer: text,
        startedAt: instant,
        durationMs: number,
        apnsUniqueId: orNull(text),
        request: orNull(object({ ...part, method: text, url: text })),
        response: orNull(object(part)),
        curl: orNull(text),
      }),
    ),
    siblings: listOf(
      object({
        id: text,
        maskedAddress: text,
        transport: oneOf(transports),
        state: oneOf(deliveryStates),
        reason: orNull(text),
        isUncertain: flag,
        createdAt: instant,
      }),
    ),
    isLive: flag,
    mayRepair: flag,
    maySendAgain: flag,
  }),
)
export type Delivery = Shaped<typeof Delivery>
export type DeliveryAttempt = Delivery['attempts'][number]

/** Poll interval while the delivery is in progress or its receipt may still arrive. */
const liveMs = 1_000

export const deliveryKey = (base: string, id: string) => ['delivery', base, id] as const

export const oneDelivery = (base: string, id: string) =>
  queryOptions({
    queryKey: deliveryKey(base, id),
    queryFn: ({ signal }) => fetchJson(`${base}/${id}/details`, Delivery, { signal }),
    refetchInterval: ({ state }) => (state.data?.isLive === false ? false : liveMs),
  })
