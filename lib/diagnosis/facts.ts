import type { Db } from '@/db/client'
import { devicesOfCustomer, livePresence } from '@/db/queries/customer-detail'
import type { Sight } from '@/db/queries/customer-elsewhere'
import { deliveriesOfNotifications } from '@/db/queries/deliveries/notifications'
import { movesOf } from '@/db/queries/devices/device-events'
import { sameAddressElsewhere } from '@/db/queries/devices/devices'
import { findEnvironmentHealth, findNotificationOf, lastAttemptsOf, latestNotificationOf } from '@/db/queries/diagnosis'
import { lastEventsOf, removalsOf } from '@/db/queries/diagnosis-history'
import { findSigningKey } from '@/db/queries/settings/apns'
import { colleaguesOf } from '@/db/queries/staff/staff'
import { whoIs } from '@/lib/customers/who-is'
import { withRefusal } from '@/lib/deliveries/attempts/refusal'
import { Refused } from '@/lib/errors'
import { listedMax } from '@/lib/paging/listed-max'
import { phonesAsked } from '@/lib/probes/phones-asked'
import { gatherHistory } from './history'
import { latestDeliveries } from './latest-deliveries'
import { gatherSending } from './sending-facts'

export type DiagnosisQuestion = {
  environmentId: string
  /** Our UUID of the customer, or their user ID or anonymous ID. */
  customer: string
  notificationId?: string
  now: Date
  /** Which other environments the reader may see. Absent: the app's own. */
  sight?: Sight
}

export type Facts = Awaited<ReturnType<typeof gatherFacts>>
export type DiagnosedDevice = Facts['devices'][number]
export type DiagnosedDelivery = Facts['deliveries'][number]
export type DiagnosedAttempt = Facts['attempts'][number]

/** Reads everything the checks need, once. */
export async function gatherFacts(db: Db, question: DiagnosisQuestion) {
  const { environmentId, customer: asked, notificationId, now } = question
  const [found, key, customer] = await Promise.all([
    findEnvironmentHealth(db, { environmentId }),
    findSigningKey(db, { environmentId }),
    whoIs(db, { environmentId, name: asked }),
  ])
  if (!found) throw new Refused('not-found', 'This environment doesn’t exist.')
  const environment = {
    ...withRefusal(found),
    blockedAddresses: found.blockedBy.map(({ address }) => address),
    path: `/${found.companySlug}/${found.appSlug}/${found.name}`,
  }
  const message = notificationId
    ? await getMessage(db, { environmentId, notificationId, customerId: customer?.id })
    : undefined
  const devices = customer
    ? await devicesOfCustomer(db, { environmentId, customerId: customer.id, limit: listedMax.customerDevices })
    : []
  const latest = message ? undefined : await latestDeliveries(db, { environmentId, devices })
  const deliveries = message
    ? await deliveriesOfNotifications(db, { environmentId, notificationIds: [message.id] })
    : (latest?.judged ?? [])
  const sight = question.sight ?? { appId: environment.appId }
  const shared = { environmentId, appId: environment.appId }
  const attempts = await lastAttemptsOf(db, { environmentId, deliveryIds: deliveries.map(({ id }) => id) })

  return {
    now,
    asked,
    environment,
    key,
    customer,
    isAboutMessage: message !== undefined,
    notification:
      message ??
      (customer && (await latestNotificationOf(db, { environmentId, customerId: customer.id, hasTests: true }))),
    /** The platform's last notification, its last delivery to each device, and tests that staff sent there since. */
    platform: {
      notification:
        customer && (await latestNotificationOf(db, { environmentId, customerId: customer.id, hasTests: false })),
      deliveries: latest?.sent ?? [],
      tests: latest?.tests ?? [],
    },
    devices,
    deliveries,
    attempts,
    /** The phones' answers when they were asked, newest first. */
    phones: await phonesAsked(db, { environment, devices, now }),
    presence: customer ? await livePresence(db, { environmentId, customerId: customer.id, now }) : [],
    moves: customer ? await movesOf(db, { environmentId, customerId: customer.id, limit: listedMax.deviceMoves }) : [],
    history: await gatherHistory(db, {
      ...{ environment, customer, asked, sight, hasDevices: devices.length > 0 },
      wantsNear: devices.length === 0 || latest?.sent.length === 0,
    }),
    /** Removals of devices that deliveries were sent to and that no longer exist. */
    removals: await removalsOf(db, {
      environmentId,
      companyId: environment.companyId,
      deviceIds: deliveries.flatMap(({ deviceId }) =>
        deviceId && !devices.some(({ id }) => id === deviceId) ? [deviceId] : [],
      ),
    }),
    deviceEvents: await lastEventsOf(db, { environmentId, deviceIds: devices.map(({ id }) => id) }),
    sending: await gatherSending(db, { environment, deliveries, now }),
    /** People to tell: some of each role that looks after this company. */
    colleagues: await colleaguesOf(db, { companyId: environment.companyId, perRole: listedMax.colleagues }),
    /** `environmentName` is undefined for a reader who may not see the other environment. */
    sameAddress: await addressesElsewhere(db, { ...shared, devices }),
  }
}

async function getMessage(
  db: Db,
  { customerId, ...one }: { environmentId: string; notificationId: string; customerId: string | undefined },
) {
  const message = await findNotificationOf(db, one)
  if (message && message.customerId === customerId) return message
  throw new Refused('not-found', 'This customer has no such notification.')
}

/** Looks up only tokens that APNs didn't know, because they may belong to the other environment. */
async function addressesElsewhere(
  db: Db,
  {
    devices,
    ...where
  }: {
    environmentId: string
    appId: string
    devices: { id: string; address: string; kind: string; lastRejectedReason: string | null }[]
  },
) {
  const doubtful = devices.filter(
    ({ kind, lastRejectedReason }) => kind === 'device_token' && lastRejectedReason === 'BadDeviceToken',
  )
  const found = await Promise.all(
    doubtful.map(async ({ id, address }) =>
      (await sameAddressElsewhere(db, { ...where, address })).map(({ environmentName }) => ({
        ofDeviceId: id,
        environmentName: environmentName as typeof environmentName | undefined,
      })),
    ),
  )
  return found.flat()
}
