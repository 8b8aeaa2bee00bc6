import { deviceReasons } from './apns-device'
import { environmentReasons } from './apns-environment'
import { messageReasons } from './apns-message'
import { serviceReasons } from './apns-service'
import type { Explanation } from './explanation'

/** Every reason that APNs documents (handling-notification-responses-from-apns), and those seen in the field. */
export const apnsReasons: Readonly<Record<string, Explanation>> = {
  ...deviceReasons,
  ...messageReasons,
  ...environmentReasons,
  ...serviceReasons,
}

/** Apple documents BadEnvironmentKeyIdInToken, but its servers return BadEnvironmentKeyInToken. */
const aliases: Record<string, string> = { BadEnvironmentKeyInToken: 'BadEnvironmentKeyIdInToken' }

export function findApnsReason(reason: string): Explanation | undefined {
  const name = aliases[reason] ?? reason
  return Object.hasOwn(apnsReasons, name) ? apnsReasons[name] : undefined
}
