import { makeDelivery, makeDeviceEvent } from '@/db/factories'
import type { devices } from '@/db/schema/customers'
import { disableDevice } from '@/lib/devices/disable-device'
import { enableDevice } from '@/lib/devices/enable-device'
import { type Staged, testCauses } from './testing-causes'
import type { Stage } from './testing-stage'

type DeviceRow = Partial<typeof devices.$inferInsert>

const sentTo = async ({ message }: Stage) => {
  const { body } = await message()
  return { notificationId: body.notification.id as string }
}

/** Stages a message to a device that was already disabled for this reason. */
const toDisabled = (
  [cause, statusReason, who, act]: [
    Staged['cause'],
    NonNullable<DeviceRow['statusReason']>,
    Staged['who'],
    Staged['act']?,
  ],
  given: DeviceRow = {},
): Staged => ({
  cause,
  staged: statusReason,
  stage: async (stage) => {
    const { id } = await stage.register()
    const statusSince = new Date(Date.now() - 60_000)
    await stage.changeDevice(id, { status: 'disabled', statusReason, statusSince, ...given })
    return sentTo(stage)
  },
  says: /Not sent, because the device was disabled.*Disabled since/,
  who,
  act,
})

testCauses('why a message met a disabled device', [
  toDisabled(['push_turned_off', 'deregistered', 'customer', 'open_device']),
  toDisabled(['disabled_by_staff', 'disabled_by_staff', 'support', 'enable_device']),
  toDisabled(['unregistered', 'unregistered', 'customer', 'open_device']),
  toDisabled(['token_expired', 'expired_token', 'customer', 'open_device']),
  toDisabled(['bad_token', 'bad_device_token', 'customer', 'open_device'], { lastAcceptedAt: new Date() }),
  toDisabled(['bad_token_environment', 'bad_device_token', 'app_developers', 'open_device']),
  {
    cause: 'disabled_by_staff',
    staged: 'disabled on its page',
    stage: async (stage) => {
      const { id: deviceId } = await stage.register()
      await disableDevice(stage.staff.support, {
        environmentId: stage.environmentId,
        deviceId,
        comment: 'ticket 4711',
      })
      return sentTo(stage)
    },
    says: /disabled it: “.*ticket 4711/,
    who: 'support',
    act: 'enable_device',
  },
  {
    cause: 'disabled_by_staff',
    staged: 'disabled on its page, and enabled since',
    stage: async (stage) => {
      const { id: deviceId } = await stage.register()
      const one = { environmentId: stage.environmentId, deviceId }
      await disableDevice(stage.staff.support, { ...one, comment: 'ticket 4711' })
      const sent = await sentTo(stage)
      await enableDevice(stage.staff.support, one)
      return sent
    },
    says: /disabled it: “.*ticket 4711/,
    who: 'nobody',
  },
  {
    cause: 'unregistered',
    staged: 'APNs said so, and staff disabled the device since',
    stage: async ({ db, environmentId, customerId, register, changeDevice, message }) => {
      const { id: deviceId } = await register()
      const of = { environmentId, deviceId, customerId: await customerId() }
      const at = new Date(Date.now() - 60_000)
      await makeDeviceEvent(db, { ...of, kind: 'disabled', detail: 'Unregistered', actorName: 'APNs', createdAt: at })
      await changeDevice(deviceId, { status: 'disabled', statusReason: 'unregistered', statusSince: at })
      const { body } = await message()
      const later = new Date(Date.now() + 60_000)
      await changeDevice(deviceId, { statusReason: 'disabled_by_staff', statusSince: later })
      return { notificationId: body.notification.id }
    },
    says: /app was removed from this device/,
    who: 'support',
    act: 'enable_device',
  },
  {
    cause: 'company_gone',
    staged: 'a UUID that the company API gave up',
    stage: async ({ db, environmentId, hasCompanyApi, registerUuid, changeDevice, customerId }) => {
      await hasCompanyApi()
      const { id: deviceId } = await registerUuid()
      await changeDevice(deviceId, { status: 'disabled', statusReason: 'gone', statusSince: new Date() })
      const { notificationId } = await makeDelivery(db, {
        ...{ environmentId, customerId: await customerId(), deviceId, deviceKind: 'uuid', transport: 'company_api' },
        ...{ state: 'suppressed', reason: 'device_disabled', endedAt: new Date(Date.now() + 1_000) },
      })
      return { notificationId }
    },
    says: /company API reports that the address no longer exists/,
    who: 'customer',
    act: 'open_device',
  },
])
