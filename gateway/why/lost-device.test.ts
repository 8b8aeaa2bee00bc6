import { eq } from 'drizzle-orm'
import { devices } from '@/db/schema/customers'
import { disableDevice } from '@/lib/devices/disable-device'
import { removeDevice } from '@/lib/devices/remove-device'
import { testCauses } from './testing-causes'

testCauses('whether the app registered', [
  {
    cause: 'device_moved',
    staged: 'another customer registers the address',
    stage: async ({ register, moves }) => {
      const { deviceToken } = await register()
      await moves(deviceToken)
    },
    says: /moved to them.*another-customer/,
    who: 'customer',
  },
  {
    cause: 'device_moved',
    staged: 'another customer registers the address, and the app evaluates as authorized since',
    stage: async ({ register, moves, asks }) => {
      const { deviceToken } = await register()
      await moves(deviceToken)
      await asks({ permission: 'authorized' })
    },
    says: /moved to them.*another-customer/,
    who: 'customer',
  },
  {
    cause: 'push_turned_off',
    staged: 'the app deregisters',
    stage: async ({ register, call, userId }) => {
      const { deviceToken } = await register()
      await call('delete', '/api/v1/devices', { deviceToken, user: { id: userId } })
    },
    says: /turned push off/,
    who: 'customer',
    act: 'open_device',
  },
  {
    cause: 'disabled_by_staff',
    staged: 'disabled on its page',
    stage: async ({ register, staff, environmentId }) => {
      const { id: deviceId } = await register()
      await disableDevice(staff.support, { environmentId, deviceId, comment: 'ticket 4711' })
    },
    says: /disabled it: “.*ticket 4711/,
    who: 'support',
    act: 'enable_device',
  },
  {
    cause: 'removed_by_staff',
    staged: 'removed on its page',
    stage: async ({ register, staff, environmentId }) => {
      const { id: deviceId } = await register()
      await removeDevice(staff.support, { environmentId, deviceId, confirmation: 'remove' })
    },
    says: /removed the device.*Removed/,
    who: 'customer',
  },
  {
    cause: 'removed_by_staff',
    staged: 'removed on its page, and the app evaluates as authorized since',
    stage: async ({ register, staff, environmentId, asks }) => {
      const { id: deviceId } = await register()
      await removeDevice(staff.support, { environmentId, deviceId, confirmation: 'remove' })
      await asks({ permission: 'authorized' })
    },
    says: /removed the device.*Removed/,
    who: 'customer',
  },
  {
    cause: 'removed_by_staff',
    staged: 'the same, for a message that had gone to it, while another device moved',
    stage: async ({ delivered, register, moves, staff, environmentId }) => {
      const { deviceId, notificationId } = await delivered({ state: 'suppressed', reason: 'device_disabled' })
      await removeDevice(staff.support, { environmentId, deviceId, confirmation: 'remove' })
      const { deviceToken } = await register()
      await moves(deviceToken)
      return { notificationId }
    },
    says: /removed the device.*Removed/,
    who: 'customer',
  },
  {
    cause: 'device_moved',
    staged: 'for a message that had gone to the device',
    stage: async ({ delivered, moves }) => {
      const { deviceToken, notificationId } = await delivered({ state: 'suppressed', reason: 'device_disabled' })
      await moves(deviceToken)
      return { notificationId }
    },
    says: /now belongs to another customer.*another-customer/,
    who: 'customer',
  },
  {
    cause: 'device_gone',
    staged: 'a device that is no longer there',
    stage: async ({ delivered, db }) => {
      const { deviceId } = await delivered()
      await db.delete(devices).where(eq(devices.id, deviceId))
    },
    says: /no longer registered/,
    who: 'customer',
  },
])
