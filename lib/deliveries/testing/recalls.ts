import type { Db } from '@/db/client'
import { unique } from '@/db/factories'
import { eraseCustomer } from '@/lib/customers/erase-customer'
import { deregisterDevice } from '@/lib/devices/deregister-device'
import { disableDevice } from '@/lib/devices/disable-device'
import { registerDevice } from '@/lib/devices/register-device'
import { removeDevice } from '@/lib/devices/remove-device'
import { setPresence } from '@/lib/presence/set-presence'
import { signedIn, withKey } from '@/lib/testing/contexts'

export type Recalled = {
  db: Db
  environmentId: string
  user: { id: string }
  device: { id: string; kind: 'device_token' | 'uuid'; address: string }
}

/** Every way to recall an unsent delivery, and the reason with which the delivery ends. */
export const recalls: Record<string, { end: string; by: (whose: Recalled) => Promise<unknown> }> = {
  'the customer turned push off': {
    end: 'device_disabled',
    by: async (whose) => deregisterDevice(await secret(whose), { ...addressOf(whose), user: whose.user }),
  },
  'the customer was erased': {
    end: 'device_disabled',
    by: async (whose) => eraseCustomer(await secret(whose), whose.user),
  },
  'the phone was registered for someone else': {
    end: 'device_disabled',
    by: (whose) => register(whose, { user: { id: unique('other') } }),
  },
  'iOS denied the permission': { end: 'permission_denied', by: (whose) => register(whose, { permission: 'denied' }) },
  'staff disabled the device': {
    end: 'device_disabled',
    by: async ({ db, environmentId, device }) =>
      disableDevice(await signedIn(db, { role: 'admin' }), { environmentId, deviceId: device.id }),
  },
  'staff removed the device': {
    end: 'device_disabled',
    by: async ({ db, environmentId, device }) =>
      removeDevice(await signedIn(db, { role: 'admin' }), {
        environmentId,
        deviceId: device.id,
        confirmation: 'remove',
      }),
  },
  'the customer opened the chat': { end: 'chat_connected', by: (whose) => present(whose, { chat: 'connected' }) },
  'the customer opened the app': { end: 'app_active', by: (whose) => present(whose, { app: 'active' }) },
}

const secret = ({ db, environmentId }: Recalled) => withKey(db, { environmentId, kind: 'secret' })

const addressOf = ({ device: { kind, address } }: Recalled) =>
  kind === 'uuid' ? { uuid: address } : { deviceToken: address }

async function register(whose: Recalled, given: { user?: { id: string }; permission?: 'denied' }) {
  const { user } = whose
  return registerDevice(await secret(whose), { ...addressOf(whose), user, permission: 'authorized', ...given })
}

async function present(
  { db, environmentId, user }: Recalled,
  said: { chat: 'connected' } | { app: 'active' },
): Promise<unknown> {
  return setPresence(await withKey(db, { environmentId, kind: 'publishable' }), { user, ...said })
}
