import { queryOptions } from '@tanstack/react-query'
import { fetchJson } from '@/components/desk/desk-fetch'
import { faults } from '@/lib/apns/explanation'
import { deliveryStates, notificationTypes, transports } from '@/lib/deliveries/words'
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
  type Shaped,
  text,
} from '@/lib/shape'

const when = instant
const part = { headers: recordOf(text), body: optional(anything) }

export const Delivery = object({
  id: text,
  state: oneOf(deliveryStates),
  isUncertain: flag,
  reason: orNull(text),
  type: oneOf(notificationTypes),
  transport: oneOf(transports),
  isSimulated: flag,
  deviceKind: oneOf(['device_token', 'uuid']),
  maskedAddress: text,
  deviceId: orNull(text),
  deviceModel: orNull(text),
  customerId: orNull(text),
  customerName: orNull(text),
  repeatsId: orNull(text),
  createdAt: when,
  endedAt: orNull(when),
  expiresAt: when,
  title: orNull(text),
  body: orNull(text),
  notificationId: text,
  externalId: orNull(text),
  conversationId: orNull(text),
  payload: recordOf(anything),
  topic: text,
  summary: object({ sentence: text, likelyCause: optional(text), nextAction: text }),
  fault: oneOf(faults),
  steps: listOf(
    object({
      id: text,
      kind: oneOf(['came', 'chosen', 'waited', 'attempt', 'ended', 'received', 'opened', 'next']),
      at: optional(when),
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
      startedAt: when,
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
      createdAt: when,
    }),
  ),
  isLive: flag,
  mayRepair: flag,
  maySendAgain: flag,
})
export type Delivery = Shaped<typeof Delivery>
export type Attempt = Delivery['attempts'][number]

/** While it is on its way, and while its receipt may still come. */
const liveMs = 1_000

export const deliveryKey = (base: string, id: string) => ['delivery', base, id] as const

export const oneDelivery = (base: string, id: string) =>
  queryOptions({
    queryKey: deliveryKey(base, id),
    queryFn: ({ signal }) => fetchJson(`${base}/${id}/whole`, Delivery, { signal }),
    refetchInterval: ({ state }) => (state.data?.isLive === false ? false : liveMs),
  })
