import { v7 as uuidv7 } from 'uuid'
import type { attempts, deliveries, NotificationType, notifications, receipts } from '@/db/schema/notifications'
import type { DemoCustomer, DemoDevice, DemoPopulation } from './devices'
import { type DemoOutcome, outcomeFor } from './outcomes'
import type { Random } from './random'
import type { DemoEnvironment } from './workspace'

type Rows = {
  notifications: (typeof notifications.$inferInsert)[]
  deliveries: (typeof deliveries.$inferInsert)[]
  attempts: (typeof attempts.$inferInsert)[]
  receipts: (typeof receipts.$inferInsert)[]
}

const hourMs = 3_600_000
/** Everything in the log has ended by now. */
const settledMs = 10 * 60_000
const expiresAfterMs = 24 * hourMs
/** Weights per hour: contact centers are busy from nine to six. */
const busy = [1, 1, 1, 1, 1, 2, 3, 5, 9, 12, 13, 12, 10, 11, 12, 12, 11, 9, 6, 5, 4, 3, 2, 1]
const texts: [string, string][] = [
  ['Your agent replied', 'Thanks for waiting. I have looked at your account and the fee was refunded.'],
  ['Your agent replied', 'Could you tell me the last four digits of the card you mean?'],
  ['Your agent replied', 'Your card is unblocked. You can use it right away.'],
  ['Your agent replied', 'I have sent the form to your inbox. Anything else I can do?'],
  ['Your agent replied', 'The transfer will arrive tomorrow morning at the latest.'],
  ['A message for you', 'We are still looking into it and will write again today.'],
]
const proactive: [string, string] = ['Update on your case', 'Open the chat to see what has changed.']

/** Two weeks of messages in one environment, as the product itself would have logged them. */
export function history(
  place: DemoEnvironment,
  population: DemoPopulation,
  { perDay, random, now }: { perDay: number; random: Random; now: Date },
): Rows {
  const rows: Rows = { notifications: [], deliveries: [], attempts: [], receipts: [] }
  const devicesOf = new Map<string, DemoDevice[]>()
  for (const device of population.devices)
    devicesOf.set(device.customerId, [...(devicesOf.get(device.customerId) ?? []), device])
  const starts = Array.from({ length: perDay * 15 }, (_, index) => startOn(Math.floor(index / perDay), { random, now }))
  const past = starts
    .filter((at) => at.getTime() < now.getTime() - settledMs)
    .sort((one, other) => one.getTime() - other.getTime())
  for (const at of past) {
    const customer = random.pick(population.customers)
    addNotification(rows, place, { customer, devices: devicesOf.get(customer.id) ?? [], at, random })
  }
  return rows
}

function startOn(daysAgo: number, { random, now }: { random: Random; now: Date }) {
  const hour = random.weighted(busy.map((weight, at) => [at, weight] as const))
  const at = new Date(now)
  at.setUTCHours(hour, random.whole(0, 59), random.whole(0, 59), random.whole(0, 999))
  return new Date(at.getTime() - daysAgo * 24 * hourMs)
}

function addNotification(
  rows: Rows,
  place: DemoEnvironment,
  { customer, devices, at, random }: { customer: DemoCustomer; devices: DemoDevice[]; at: Date; random: Random },
) {
  const id = uuidv7({ msecs: at.getTime() })
  const type: NotificationType = random.weighted([
    ['live', 88],
    ['proactive', 10],
    ['test', 2],
  ] as const)
  const [title, body] = type === 'proactive' ? proactive : random.pick(texts)
  const conversationId = `conv-${customer.id.slice(-6)}`
  const expiresAt = new Date(at.getTime() + expiresAfterMs)
  rows.notifications.push({
    id,
    environmentId: place.id,
    type,
    externalId: `msg-${random.hex(6)}`,
    customerId: customer.id,
    conversationId,
    title,
    body,
    payload: {
      aps: { alert: { title, body }, sound: 'default', 'thread-id': conversationId },
      pushdesk: { v: 1, notificationId: id, type, conversationId },
    },
    ignoresPresence: type === 'test',
    actorKind: type === 'test' ? 'staff' : 'api_key',
    actorName: type === 'test' ? 'Demo Support' : 'Chat platform',
    sentAt: at,
    expiresAt,
    createdAt: at,
  })
  for (const device of devices.filter((one) => (one.createdAt ?? at) <= at))
    addDelivery(rows, place, { notificationId: id, type, customer, device, conversationId, at, expiresAt, random })
}

function addDelivery(
  rows: Rows,
  place: DemoEnvironment,
  given: {
    notificationId: string
    type: NotificationType
    customer: DemoCustomer
    device: DemoDevice
    conversationId: string
    at: Date
    expiresAt: Date
    random: Random
  },
) {
  const { device, at, random } = given
  const outcome = outcomeFor(device, { at, random })
  const id = uuidv7({ msecs: at.getTime() })
  const transport = device.kind === 'uuid' ? 'company_api' : 'apns'
  const endedAt = addAttempts(rows, place, { deliveryId: id, device, outcome, at, transport })
  const isReceived = outcome.state === 'accepted' && random.chance(0.66)
  const receivedAt = isReceived ? new Date(endedAt.getTime() + random.whole(300, 20_000)) : null
  const openedAt =
    receivedAt && random.chance(0.38) ? new Date(receivedAt.getTime() + random.whole(4_000, 1_800_000)) : null
  rows.deliveries.push({
    id,
    environmentId: place.id,
    notificationId: given.notificationId,
    type: given.type,
    customerId: given.customer.id,
    deviceId: device.id,
    deviceKind: device.kind,
    address: device.address,
    transport,
    isSimulated: transport === 'apns',
    state: outcome.state,
    reason: outcome.reason,
    attemptCount: outcome.attempts.length,
    isUncertain: outcome.isUncertain ?? false,
    orderKey: `${given.conversationId}:${device.id}`,
    expiresAt: given.expiresAt,
    endedAt: outcome.state === 'expired' ? given.expiresAt : endedAt,
    receivedAt,
    openedAt,
    createdAt: at,
  })
  remember(device, outcome, endedAt)
  for (const [kind, createdAt] of [
    ['received', receivedAt],
    ['opened', openedAt],
  ] as const)
    if (createdAt)
      rows.receipts.push({
        environmentId: place.id,
        notificationId: given.notificationId,
        deliveryId: id,
        deviceId: device.id,
        kind,
        createdAt,
      })
}

function addAttempts(
  rows: Rows,
  place: DemoEnvironment,
  {
    deliveryId,
    device,
    outcome,
    at,
    transport,
  }: { deliveryId: string; device: DemoDevice; outcome: DemoOutcome; at: Date; transport: string },
) {
  let clock = at.getTime()
  for (const [index, { outcome: result, status, reason, waitMs, durationMs }] of outcome.attempts.entries()) {
    clock += waitMs
    const startedAt = new Date(clock)
    clock += durationMs
    rows.attempts.push({
      id: uuidv7({ msecs: startedAt.getTime() }),
      environmentId: place.id,
      deliveryId,
      number: index + 1,
      outcome: result,
      status,
      reason,
      request:
        transport === 'apns'
          ? {
              method: 'POST',
              url: `/3/device/${device.address.slice(0, 4)}…${device.address.slice(-4)}`,
              headers: {
                'apns-id': deliveryId,
                'apns-topic': place.bundleId,
                'apns-push-type': 'alert',
                authorization: 'bearer …',
              },
            }
          : { method: 'POST', url: 'the company API', headers: { 'content-type': 'application/json' } },
      response:
        status === null
          ? null
          : {
              headers: transport === 'apns' ? { 'apns-id': deliveryId } : {},
              body: reason && transport === 'apns' ? { reason } : undefined,
            },
      startedAt,
      durationMs,
      createdAt: new Date(clock),
    })
  }
  return new Date(clock)
}

function remember(device: DemoDevice, { state, reason }: DemoOutcome, at: Date) {
  if (state === 'accepted' && (!device.lastAcceptedAt || device.lastAcceptedAt < at)) device.lastAcceptedAt = at
  if (state === 'failed' && (!device.lastRejectedAt || device.lastRejectedAt < at))
    Object.assign(device, { lastRejectedAt: at, lastRejectedReason: reason })
}
