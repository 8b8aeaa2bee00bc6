import { deviceTokenHex } from '@/db/factories'
import { testCauses } from './testing-causes'

testCauses('whether the app registered', [
  {
    cause: 'allowed_not_registered',
    staged: 'events: displayed, accepted, system_authorized',
    stage: async ({ events }) => void (await events('displayed', 'accepted', 'system_authorized')),
    says: /the app never registered.*Allowed in iOS/,
    who: 'app_developers',
  },
  {
    cause: 'never_registered',
    staged: 'the app is open, and no more',
    stage: async (stage) => {
      await stage.savesPrompt()
      await stage.opens('app')
    },
    says: /No device was ever registered/,
    who: 'customer',
  },
  {
    cause: 'permission_denied',
    staged: 'a device that says denied',
    stage: async ({ register }) => void (await register({ permission: 'denied' })),
    says: /denied notifications/,
    who: 'customer',
  },
  {
    cause: 'permission_not_determined',
    staged: 'a device that iOS hasn’t asked',
    stage: async ({ register }) => void (await register({ permission: 'notDetermined' })),
    says: /iOS hasn’t asked/,
    who: 'customer',
  },
  {
    cause: 'permission_not_determined',
    staged: 'the same, for a message that APNs accepted',
    stage: async ({ delivered }) => {
      const { notificationId } = await delivered({ state: 'accepted' }, undefined, { permission: 'notDetermined' })
      return { notificationId }
    },
    says: /iOS hasn’t asked/,
    who: 'customer',
  },
  {
    cause: 'permission_provisional',
    staged: 'a provisional device',
    stage: async ({ delivered }) =>
      void (await delivered({ state: 'accepted' }, undefined, { permission: 'provisional' })),
    says: /Notification Center/,
    who: 'customer',
  },
  {
    cause: 'registered_later',
    staged: 'a message before the first device',
    stage: async ({ message, register }) => {
      const { body } = await message()
      await register({ deviceToken: deviceTokenHex() })
      return { notificationId: body.notification.id }
    },
    says: /registered later/,
    who: 'nobody',
  },
])
