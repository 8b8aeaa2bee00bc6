import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { deliveryStates, notificationTypes, transports } from '@/lib/deliveries/words'
import { fetchJson } from './fetch-json'

const when = z.coerce.date()
const part = z.object({ headers: z.record(z.string(), z.string()), body: z.unknown().optional() })
const request = part.extend({ method: z.string(), url: z.string() })

export const Delivery = z.object({
  id: z.string(),
  state: z.enum(deliveryStates),
  isUncertain: z.boolean(),
  reason: z.string().nullable(),
  type: z.enum(notificationTypes),
  transport: z.enum(transports),
  isSimulated: z.boolean(),
  deviceKind: z.enum(['device_token', 'uuid']),
  maskedAddress: z.string(),
  deviceId: z.string().nullable(),
  deviceModel: z.string().nullable(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  repeatsId: z.string().nullable(),
  createdAt: when,
  endedAt: when.nullable(),
  expiresAt: when,
  title: z.string().nullable(),
  body: z.string().nullable(),
  notificationId: z.string(),
  externalId: z.string().nullable(),
  conversationId: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
  topic: z.string(),
  summary: z.object({ sentence: z.string(), likelyCause: z.string().optional(), nextAction: z.string() }),
  steps: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['came', 'chosen', 'waited', 'attempt', 'ended', 'received', 'opened', 'next']),
      at: when.optional(),
      title: z.string(),
      detail: z.string().optional(),
      state: z
        .enum(['accepted', 'rejected', 'unknown', 'not_sent', 'suppressed', 'expired', 'failed', 'queued'])
        .optional(),
      attemptId: z.string().optional(),
    }),
  ),
  attempts: z.array(
    z.object({
      id: z.string(),
      number: z.number(),
      outcome: z.enum(['accepted', 'rejected', 'unknown', 'not_sent']),
      answer: z.string(),
      startedAt: when,
      durationMs: z.number(),
      apnsUniqueId: z.string().nullable(),
      request: request.nullable(),
      response: part.nullable(),
      curl: z.string().nullable(),
    }),
  ),
  siblings: z.array(
    z.object({
      id: z.string(),
      maskedAddress: z.string(),
      transport: z.enum(transports),
      state: z.enum(deliveryStates),
      reason: z.string().nullable(),
      isUncertain: z.boolean(),
      createdAt: when,
    }),
  ),
  isLive: z.boolean(),
  mayRepair: z.boolean(),
  maySendAgain: z.boolean(),
})
export type Delivery = z.output<typeof Delivery>
export type Attempt = Delivery['attempts'][number]

/** While it is on its way, and while its receipt may still come. */
const liveMs = 1_000

export const deliveryKey = (base: string, id: string) => ['delivery', base, id] as const

export const oneDelivery = (base: string, id: string) =>
  queryOptions({
    queryKey: deliveryKey(base, id),
    queryFn: ({ signal }) => fetchJson(`${base}/${id}/whole`, Delivery, signal),
    refetchInterval: ({ state }) => (state.data?.isLive === false ? false : liveMs),
  })
