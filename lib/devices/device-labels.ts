import type { DeviceEventKind, DeviceKind, DeviceStatus, DeviceStatusReason, Permission } from '@/db/schema/customers'

export { deviceKinds, deviceStatuses } from '@/db/schema/values'
export const devicePermissions = [
  'authorized',
  'provisional',
  'ephemeral',
  'notDetermined',
  'denied',
] as const satisfies readonly Permission[]

/** Typed to confirm the removal of a device. */
export const removalWord = 'remove'

export const kindLabels: Record<DeviceKind, string> = { device_token: 'Device token', uuid: 'UUID' }

export const statusLabels: Record<DeviceStatus, string> = { active: 'Active', suspect: 'Suspect', disabled: 'Disabled' }

/** The reason for a status, as a sentence. */
export const statusReasonLabels: Record<DeviceStatusReason, string> = {
  registered: 'The app registered it.',
  deregistered: 'The app turned push off for this customer.',
  disabled_by_staff: 'A staff member disabled it.',
  enabled_by_staff: 'A staff member enabled it.',
  unregistered: 'APNs reports that the app was removed from the device (410 Unregistered).',
  expired_token: 'APNs reports that the token has expired (410 ExpiredToken).',
  bad_device_token: 'APNs doesn’t know this token in this environment (400 BadDeviceToken).',
  gone: 'The company API reports that the address no longer exists (410).',
}

export const permissionLabels: Record<Permission, string> = {
  authorized: 'Allowed',
  provisional: 'Provisional',
  ephemeral: 'Ephemeral',
  notDetermined: 'Not asked yet',
  denied: 'Denied',
}

export const permissionMeanings: Record<Permission, string> = {
  authorized: 'The customer allowed notifications.',
  provisional: 'Notifications arrive quietly, in Notification Center only.',
  ephemeral: 'App Clip: notifications are allowed for a few hours.',
  notDetermined: 'iOS hasn’t asked the customer yet, so notifications aren’t shown.',
  denied: 'The customer denied notifications, so none are shown.',
}

export const eventLabels: Record<DeviceEventKind, string> = {
  registered: 'Registered',
  registered_again: 'Registered again',
  moved: 'Moved to another customer',
  permission_changed: 'Permission changed',
  deregistered: 'Deregistered by the app',
  disabled: 'Disabled',
  enabled: 'Enabled',
  suspected: 'Marked as suspect',
  removed: 'Removed',
}
