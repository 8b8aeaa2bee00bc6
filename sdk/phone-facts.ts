import type { Permission } from './push-state'

type Setting = 'enabled' | 'disabled' | 'notSupported'

/** UNNotificationSettings as `getNotificationSettings` gives them. */
export type PhoneSettings = {
  authorizationStatus?: Permission
  alert?: Setting
  /** `alertStyle`: `disabled` for `none`. */
  banners?: Setting
  sound?: Setting
  badge?: Setting
  lockScreen?: Setting
  notificationCenter?: Setting
  /** `scheduledDeliverySetting`. */
  scheduledSummary?: Setting
  timeSensitive?: Setting
  showPreviews?: 'always' | 'whenAuthenticated' | 'never'
}

/** What the app can say of the phone when it is asked. What it doesn't know is left out. */
export type PhoneFacts = {
  /** The token that iOS gave the app last. Another one than the registered one is registered first. */
  deviceToken?: Uint8Array
  settings?: PhoneSettings
  bundleId?: string
  /** The `aps-environment` that the app is signed with; `development` is `sandbox`. */
  apnsEnvironment?: 'production' | 'sandbox'
  backgroundRefresh?: 'available' | 'denied' | 'restricted'
  lowPowerMode?: boolean
  /** Absent: the time of this process. */
  clock?: Date
}
