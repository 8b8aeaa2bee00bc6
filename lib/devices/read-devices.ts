import { z } from 'zod'
import { deviceKinds, deviceStatuses, pushPermissions } from '@/db/schema/values'
import { asShown } from '@/lib/as-shown'
import { Instant } from '@/lib/instant'
import { machineQuery } from '@/lib/keys/machine-verb'
import { CursorText } from '@/lib/paging/cursor'
import { limitUpTo, NextCursor, someOf } from '@/lib/paging/query-parameters'
import { ShownUser, shownUser } from '@/lib/user'
import { deviceOrders } from './device-filters'
import { type DeviceListItem, devicesPage } from './list-devices'
import { RegisteredDevice } from './registered-device'

const someText = (what: string) => someOf(z.string().min(1).max(100), what)
const { timeZone: _, createdAt: __, ...listed } = RegisteredDevice.shape

export const ReadDevices = z.strictObject({
  user: z.string().min(1).max(512).optional().meta({ description: 'The customer’s `user.id` or anonymous ID.' }),
  status: someOf(z.enum(deviceStatuses), `One of ${deviceStatuses.join(', ')}.`),
  kind: someOf(z.enum(deviceKinds), `One of ${deviceKinds.join(', ')}.`),
  permission: someOf(z.enum(pushPermissions), `One of ${pushPermissions.join(', ')}.`),
  appVersion: someText('As the app reported it.'),
  sdkVersion: someText('As the SDK reported it.'),
  osVersion: someText('As the SDK reported it.'),
  locale: someText('Such as `en-US`.'),
  search: z.string().max(1_000).optional().meta({
    description: 'An address, or at least 6 characters of its start or end; a user ID or its start; or a device ID.',
  }),
  since: Instant.optional().meta({ description: 'Last registered at this time or later.' }),
  until: Instant.optional().meta({ description: 'Last registered before this time.' }),
  order: z.enum(deviceOrders).default('-registered').meta({
    description: 'By the time of the last registration or the last accepted push. A minus sorts the newest first.',
  }),
  cursor: CursorText.optional().meta({ description: '`nextCursor` of the previous page.' }),
  limit: limitUpTo(200),
})
export type ReadDevices = z.output<typeof ReadDevices>

export const ListedDevice = z
  .object({
    ...listed,
    maskedAddress: z.string().meta({ description: 'The device token or UUID, masked.', examples: ['a1b2…9f0e'] }),
    lastAcceptedAt: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When APNs or the company API last accepted a push to this device, to within 10 seconds.' }),
    lastRejectedAt: z.iso.datetime().nullable(),
    lastRejectedReason: z.string().nullable(),
    customerId: z.uuid(),
    user: ShownUser,
  })
  .meta({ id: 'ListedDevice' })

export const DevicesPage = z
  .object({ devices: z.array(ListedDevice), nextCursor: NextCursor })
  .meta({ id: 'DevicesPage' })

/** A page of the environment's devices with masked addresses. */
export const readDevices = machineQuery({ takes: 'secret' }, async ({ db, environment }, asked: ReadDevices) =>
  showDevicesPage(await devicesPage(db, { ...readDevicesFilters(asked), environmentId: environment.id })),
)

/** Converts an API call's parameters to the input of the device list. */
export function readDevicesFilters({ search = '', since, until, cursor, ...asked }: ReadDevices) {
  const {
    status = [],
    kind = [],
    permission = [],
    appVersion = [],
    sdkVersion = [],
    osVersion = [],
    locale = [],
  } = asked
  return {
    ...{ ...asked, status, kind, permission, appVersion, sdkVersion, osVersion, locale },
    text: search.trim(),
    registeredFrom: since,
    registeredTo: until,
    after: cursor,
  }
}

export function showDevicesPage({ devices, next }: { devices: DeviceListItem[]; next: string | null }) {
  return { devices: devices.map(showListedDevice), nextCursor: next }
}

type Shown = Omit<DeviceListItem, 'userId' | 'anonymousId'> & Parameters<typeof shownUser>[0]

export function showListedDevice({ userId, anonymousId, ...row }: Shown): z.output<typeof ListedDevice> {
  const user = shownUser({ userId, anonymousId })
  if (!user) throw new Error('a device’s customer has neither of the two names')
  return asShown(ListedDevice, { ...row, user })
}
