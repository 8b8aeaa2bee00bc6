import type { Permission } from './push-state'

type Setting = 'enabled' | 'disabled' | 'notSupported'

/** UNNotificationSettings as returned by `getNotificationSettings`. */
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

/** What the app can report about the phone when Pushdesk queries it. Unknown facts are left out. */
export type PhoneFacts = {
  /** The latest token from iOS. If it differs from the registered one, it is registered first. */
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
