import { describe } from 'vitest'
import { DevicePicker } from '@/app/(desk)/[company]/[app]/[environment]/test/device-picker'
import { LockScreenPreview } from '@/app/(desk)/[company]/[app]/[environment]/test/lock-screen'
import { type Quota, SendBar } from '@/app/(desk)/[company]/[app]/[environment]/test/send-bar'
import { checkClaims, minutesAgo, now } from './claim'

const payload = { aps: { alert: { title: 'Hello' } } }
const screen = (given: { payload: unknown; pushType?: string }) => (
  <LockScreenPreview appName="Bank" pushType="alert" {...given} />
)
const device = {
  deviceId: 'd',
  kind: 'device_token' as const,
  maskedAddress: 'ab…cd',
  customerName: 'Ann',
  model: null,
  status: 'active' as const,
  permission: 'authorized' as const,
}
const bar = (quota: Quota) => (
  <SendBar
    {...{ device, payload, quota, environmentId: 'e', companySlug: 'bank', headers: {}, problems: [] }}
    isProduction={false}
    onSent={() => undefined}
  />
)

describe('the test page', () =>
  checkClaims([
    {
      claim: 'The notification has no title or text',
      falseWhen: 'the app holds its text, and the payload names it',
      shown: screen({ payload: { aps: { alert: { 'loc-key': 'NEW_MESSAGE' } } } }),
      says: /The app’s own text for the key “ ?NEW_MESSAGE ?”/,
      neverSays: /no title or text/,
    },
    {
      claim: 'The notification has no title or text',
      falseWhen: 'it has a title, and its push type shows none',
      shown: screen({ payload, pushType: 'voip' }),
      says: /A push of type voip isn’t a notification/,
      neverSays: /no title or text|Hello/,
    },
    {
      claim: 'TIME SENSITIVE',
      falseWhen: 'the alert is critical, which iOS shows otherwise',
      shown: screen({ payload: { aps: { alert: { title: 'Hello' }, 'interruption-level': 'critical' } } }),
      says: /Bank/,
      neverSays: /TIME SENSITIVE/,
    },
    {
      claim: '0 tests left this minute',
      falseWhen: 'a minute has passed while the page was open',
      shown: bar({ left: 0, at: minutesAgo(1), perMinuteMax: 20 }),
      says: /20 tests left this minute/,
    },
    {
      claim: '20 tests left this minute',
      falseWhen: 'they were sent a moment ago',
      shown: bar({ left: 0, at: now, perMinuteMax: 20 }),
      says: /0 tests left this minute/,
      neverSays: /20 tests/,
    },
    {
      claim: 'The device is as good as any',
      falseWhen: 'it is disabled, or its customer denies notifications',
      shown: (
        <DevicePicker
          base="/bank"
          device={{ ...device, status: 'disabled', permission: 'denied' }}
          onChoose={() => undefined}
        />
      ),
      says: /Disabled.*Notifications denied/,
    },
  ]))
