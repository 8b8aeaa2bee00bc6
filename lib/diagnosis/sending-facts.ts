import type { Db } from '@/db/client'
import { acceptedAgain, payloadOf, queueOf, simulatedFate, workerPulse } from '@/db/queries/diagnosis-history'
import type { deliveries as table } from '@/db/schema/notifications'

type Delivery = typeof table.$inferSelect
type Asked = {
  environment: { id: string; name: 'production' | 'sandbox'; blockedReason: string | null }
  deliveries: Delivery[]
  now: Date
}
/** The most deliveries to look at. A customer rarely has more devices. */
const lookedAtMax = 5

/** Reads facts that only some deliveries need: who waits before them, what came after their end, what the phone did. */
export async function gatherSending(db: Db, { environment, deliveries, now }: Asked) {
  const environmentId = environment.id
  const wantsWorker = deliveries.some((delivery) => delivery.endedAt === null || isUntried(delivery))
  const [worker, held] = await Promise.all([
    wantsWorker ? workerPulse(db) : undefined,
    environment.blockedReason ? queueOf(db, { environmentId, transport: 'apns', before: now }) : undefined,
  ])
  const looked = deliveries.slice(0, lookedAtMax)
  const of = await Promise.all(looked.map((delivery) => factsOf(db, { environment, delivery })))
  return { worker, held, of }
}

/** The delivery expired before any attempt, because of the worker or the queue. */
const isUntried = ({ state, attemptCount }: Delivery) => state === 'expired' && attemptCount === 0

async function factsOf(db: Db, { environment, delivery }: { environment: Asked['environment']; delivery: Delivery }) {
  const { id: environmentId, name: environmentName } = environment
  const { id, transport, state, createdAt, endedAt, reason, notificationId, address, isSimulated } = delivery
  const isOpen = endedAt === null
  const isUnconfirmed = isSimulated && state === 'accepted' && !delivery.receivedAt
  const [queue, fineSince, payload, fate] = await Promise.all([
    isOpen || isUntried(delivery) ? queueOf(db, { environmentId, transport, before: createdAt }) : undefined,
    endedAt && state === 'expired' ? acceptedAgain(db, { environmentId, transport, since: createdAt }) : undefined,
    reason === 'PayloadTooLarge' ? payloadOf(db, { notificationId }) : undefined,
    isUnconfirmed ? simulatedFate(db, { deliveryId: id, environmentName, token: address }) : undefined,
  ])
  return { deliveryId: id, queue, fineSince, payload, fate }
}
