import type { Permission } from '@/sdk/push-state'
import { type User, userKey } from '@/sdk/user'
import type { AppParts } from './app-parts'
import { phoneFailureWords } from './failure-words'
import { bytesOf } from './phone-storage'

type Options = AppParts & {
  requestPermission: () => Promise<Permission>
  /** Called when the company's push system gets a new address for this phone. */
  onNewAddress: () => void
}

export const isOn = (permission: Permission) => permission !== 'denied' && permission !== 'notDetermined'

/** Turns notifications on and off in the app. */
export function createAppNotifications({ pushdesk, read, change, show, requestPermission, onNewAddress }: Options) {
  async function enable() {
    const { user } = read()
    if (!user) return
    show({ isBusy: true, notice: undefined })
    change({ optedOut: read().optedOut.filter((key) => key !== userKey(user)) })
    try {
      const permission = await requestPermission()
      if (isOn(permission)) await pushdesk.enablePushNotifications(addressFor(user))
      else show({ notice: { tone: 'bad', text: 'Notifications are off for this app. Turn them on in Settings.' } })
    } catch (failure) {
      show({
        notice: { tone: 'bad', about: 'push', text: phoneFailureWords('Couldn’t turn notifications on', failure) },
      })
    } finally {
      show({ isBusy: false })
    }
  }

  function addressFor(user: User) {
    const { knobs, deviceToken, uuids } = read()
    if (knobs.addressKind === 'device_token') return { deviceToken: bytesOf(deviceToken) }
    const known = uuids[userKey(user)]
    if (known) return { uuid: known }
    const uuid = `${'id' in user ? user.id : user.anonymousId}.${deviceToken.slice(0, 8)}`
    change({ uuids: { ...uuids, [userKey(user)]: uuid } })
    onNewAddress()
    return { uuid }
  }

  return {
    enable,

    async disable() {
      const { user } = read()
      show({ isBusy: true, notice: undefined })
      if (user) change({ optedOut: [...new Set([...read().optedOut, userKey(user)])] })
      await pushdesk.disablePushNotifications({
        failure: (failure) =>
          show({
            notice: {
              tone: 'bad',
              about: 'push',
              text: phoneFailureWords('Couldn’t turn notifications off', failure),
            },
          }),
      })
      show({ isBusy: false })
    },

    /** Registers the token again, as apps do at each start, if the customer wants notifications. */
    async enableIfWanted() {
      const { user, ios, optedOut, push } = read()
      if (!user || !isOn(ios.permission) || push.status !== 'disabled') return
      if (!optedOut.includes(userKey(user))) await enable()
    },
  }
}
