import type { DeviceFacts } from '@/sdk/push-registration'

/** The device details that this phone reports. */
export function deviceFacts(locale: string): DeviceFacts {
  return {
    appVersion: '8.4.0',
    osVersion: '18.2',
    model: 'iPhone17,1',
    locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}
