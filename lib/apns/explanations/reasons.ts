import { deviceReasons } from './apns-device'
import { environmentReasons } from './apns-environment'
import { messageReasons } from './apns-message'
import { serviceReasons } from './apns-service'
import type { Explanation } from './explanation'

/** Every reason of APNs (handling-notification-responses-from-apns), and those seen in the field. */
export const apnsReasons: Readonly<Record<string, Explanation>> = {
  ...deviceReasons,
  ...messageReasons,
  ...environmentReasons,
  ...serviceReasons,
}

/** Apple documents BadEnvironmentKeyIdInToken, and its servers answer BadEnvironmentKeyInToken. */
const aliases: Record<string, string> = { BadEnvironmentKeyInToken: 'BadEnvironmentKeyIdInToken' }

export function findApnsReason(reason: string): Explanation | undefined {
  const name = aliases[reason] ?? reason
  return Object.hasOwn(apnsReasons, name) ? apnsReasons[name] : undefined
}
