import type { Db } from '@/db/client'
import {
  deliveriesOfNotifications,
  devicesOfCustomer,
  findCustomer,
  findCustomerByName,
  livePresence,
  sameUserElsewhere,
} from '@/db/queries/customer-detail'
import { movesOf } from '@/db/queries/device-events'
import { sameAddressElsewhere } from '@/db/queries/devices'
import {
  findEnvironmentHealth,
  findNotificationOf,
  findSigningKey,
  lastAttemptsOf,
  latestDeliveryTo,
  latestNotificationOf,
} from '@/db/queries/diagnosis'
import { withRefusal } from '../deliveries/refusal'
import { Refused } from '../errors'
import { listedMax } from '../listed-max'

export type Asked = {
  environmentId: string
  /** Our uuid of the customer, or their user id or anonymous id. */
  customer: string
  notificationId?: string
  now: Date
}

export type Facts = Awaited<ReturnType<typeof gatherFacts>>
export type Device = Facts['devices'][number]
export type Delivery = Facts['deliveries'][number]
export type Attempt = Facts['attempts'][number]

/** Everything the checks need, read once. */
export async function gatherFacts(db: Db, { environmentId, customer: asked, notificationId, now }: Asked) {
  const [found, key, customer] = await Promise.all([
    findEnvironmentHealth(db, { environmentId }),
    findSigningKey(db, { environmentId }),
    whoIs(db, environmentId, asked),
  ])
  if (!found) throw new Refused('not-found', 'This environment doesn’t exist.')
  const environment = { ...withRefusal(found), blockedAddresses: found.blockedBy.map(({ address }) => address) }
  const message = notificationId
    ? await getMessage(db, { environmentId, notificationId, customerId: customer?.id })
    : undefined
  const devices = customer
    ? await devicesOfCustomer(db, { environmentId, customerId: customer.id, limit: listedMax.customerDevices })
    : []
  const deliveries = message
    ? await deliveriesOfNotifications(db, { environmentId, notificationIds: [message.id] })
    : await latestDeliveries(db, { environmentId, devices })
  const userId = customer?.userId ?? asked
  const shared = { environmentId, appId: environment.appId }

  return {
    now,
    asked,
    environment,
    key,
    customer,
    isAboutMessage: message !== undefined,
    notification: message ?? (customer && (await latestNotificationOf(db, { environmentId, customerId: customer.id }))),
    devices,
    deliveries,
    attempts: await lastAttemptsOf(db, { environmentId, deliveryIds: deliveries.map(({ id }) => id) }),
    presence: customer ? await livePresence(db, { environmentId, customerId: customer.id, now }) : [],
    moves: customer ? await movesOf(db, { environmentId, customerId: customer.id, limit: listedMax.deviceMoves }) : [],
    sameUser: devices.length ? [] : await sameUserElsewhere(db, { ...shared, userId }),
    sameAddress: await addressesElsewhere(db, { ...shared, devices }),
  }
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** A user id wins over one of ours, because a company may use UUIDs for its own. */
async function whoIs(db: Db, environmentId: string, asked: string) {
  const named = await findCustomerByName(db, { environmentId, name: asked })
  if (named || !isUuid(asked)) return named
  return findCustomer(db, { environmentId, customerId: asked })
}

async function getMessage(
  db: Db,
  { customerId, ...one }: { environmentId: string; notificationId: string; customerId: string | undefined },
) {
  const message = await findNotificationOf(db, one)
  if (message && message.customerId === customerId) return message
  throw new Refused('not-found', 'This customer has no such notification.')
}

async function latestDeliveries(
  db: Db,
  { environmentId, devices }: { environmentId: string; devices: { id: string; customerId: string }[] },
) {
  const found = await Promise.all(
    devices.map(({ id, customerId }) => latestDeliveryTo(db, { environmentId, deviceId: id, customerId })),
  )
  return found.filter((delivery) => delivery !== undefined)
}

/** Only of tokens that APNs did not know: those may belong to the other environment. */
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
      (await sameAddressElsewhere(db, { ...where, address })).map((row) => ({ ...row, ofDeviceId: id })),
    ),
  )
  return found.flat()
}
