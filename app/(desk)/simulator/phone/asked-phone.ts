import type { PhoneFacts } from '@/sdk/phone-facts'
import type { AskedState } from './asked-states'
import type { Ios } from './ios'
import type { PhoneState } from './phone-state'
import { bytesOf } from './phone-storage'
import { type PhonePush, readAlert } from './push'

const behindMs = 3 * 3_600_000

/** Where a push of this kind ends before it reaches the app, or undefined if it reaches it. */
export function whereHeld(state: AskedState, push: PhonePush): 'not_woken' | 'later' | 'lost' | undefined {
  // While the phone is off, pushes that APNs doesn't store are lost. The others arrive when it's on again.
  if (state === 'off') return push.headers['apns-expiration'] === '0' ? 'lost' : 'later'
  const { hasAlert, isContentAvailable } = readAlert(push.payload)
  const isHeld = state === 'closed' || state === 'low_power'
  return isHeld && isContentAvailable && !hasAlert ? 'not_woken' : undefined
}

/** With banners off, or in the scheduled summary, a notification appears only in Notification Center. */
export const withoutBanner = (ios: Ios, state: AskedState): Ios =>
  state === 'banners_off' || state === 'summary' ? { ...ios, banner: undefined } : ios

type Signing = 'production' | 'sandbox'

/** The facts that this phone's app reports in response to a probe. */
export function phoneFactsOf(
  { knobs, ios, deviceToken }: PhoneState,
  place: { bundleId: string; name: Signing },
): PhoneFacts {
  const { asked } = knobs
  const isOn = ios.permission !== 'denied' && ios.permission !== 'notDetermined'
  const shown = isOn ? 'enabled' : 'disabled'
  const isQuiet = ios.permission === 'provisional'
  const elsewhere: Signing = place.name === 'production' ? 'sandbox' : 'production'
  return {
    ...(knobs.addressKind === 'device_token' && { deviceToken: bytesOf(deviceToken) }),
    settings: {
      authorizationStatus: ios.permission,
      alert: shown,
      banners: asked === 'banners_off' || isQuiet ? 'disabled' : shown,
      sound: isQuiet ? 'disabled' : shown,
      badge: isQuiet ? 'disabled' : shown,
      lockScreen: isQuiet ? 'disabled' : shown,
      notificationCenter: shown,
      scheduledSummary: asked === 'summary' ? 'enabled' : 'disabled',
      timeSensitive: 'disabled',
      showPreviews: 'whenAuthenticated',
    },
    bundleId: asked === 'other_bundle' ? `${place.bundleId}.beta` : place.bundleId,
    apnsEnvironment: asked === 'other_signing' ? elsewhere : place.name,
    backgroundRefresh: asked === 'low_power' ? 'denied' : 'available',
    lowPowerMode: asked === 'low_power',
    clock: new Date(Date.now() - (asked === 'clock_wrong' ? behindMs : 0)),
  }
}
