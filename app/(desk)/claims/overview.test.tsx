import { describe } from 'vitest'
import { ApnsItem, QueueItem } from '@/app/(desk)/[company]/[app]/[environment]/overview/health-list'
import { Numbers } from '@/app/(desk)/[company]/[app]/[environment]/overview/numbers'
import { OverviewAlerts } from '@/app/(desk)/[company]/[app]/[environment]/overview/overview-alerts'
import { PromptSummary } from '@/app/(desk)/[company]/[app]/[environment]/overview/prompt-summary'
import { BlockedCallout, OldestWaitingCallout } from '@/components/desk/health-callouts'
import type { EnvironmentHealth } from '@/lib/companies/environment-health'
import type { Refusal } from '@/lib/deliveries/attempts/refusal'
import { checkClaims, minutesAgo, now } from './claim'
import { healthy as health } from './healthy'

const path = '/bank/ios/production'
const role = 'admin' as const
const withKey = (verifiedAt: Date | null, verifiedAnswer: string) => ({
  ...health,
  key: { keyId: 'ABC', teamId: 'TEAM', createdAt: new Date(), verifiedAt, verifiedAnswer },
})
const onApple = { blockedReason: null, apnsServer: 'apple' as const, requiresIdentity: true }
const onHold = { ...onApple, blockedReason: 'InvalidProviderToken' }
const alerts = (state: Partial<EnvironmentHealth['prompt']>) => (
  <OverviewAlerts
    environment={{ path, blockedReason: null, blockedAt: null }}
    health={{ ...health, prompt: { ...health.prompt, ...state } }}
    role={role}
  />
)
const blocked = (reason: string) => (
  <BlockedCallout reason={reason} since={minutesAgo(5)} settingsHref="/" role={role} />
)

const oneDevice: Refusal = {
  reason: 'DeviceTokenNotForTopic',
  since: minutesAgo(5),
  isOfAll: false,
  devices: [{ deliveryId: 'd', deviceId: null, name: 'iPhone17,2, a1b2…9f0e' }],
}

describe('when APNs rejects one device', () =>
  checkClaims([
    {
      claim: 'Deliveries are on hold',
      falseWhen: 'APNs rejected one device, and the others get theirs',
      shown: <BlockedCallout reason={null} since={null} settingsHref="/" refusal={oneDevice} path={path} role={role} />,
      says: /rejects the token of one device.*iPhone17,2, a1b2…9f0e are on hold. Other devices aren’t affected/,
      neverSays: /Deliveries are on hold/,
    },
    {
      claim: 'Deliveries are on hold',
      falseWhen: 'APNs rejected one device, and the others get theirs',
      shown: <ApnsItem environment={{ ...onApple, refusal: oneDevice }} health={health} role={role} />,
      says: /Rejects the token of iPhone17,2, a1b2…9f0e.*Other devices aren’t affected/,
      neverSays: /on hold/,
    },
    {
      claim: 'APNs does not find this device’s token',
      falseWhen: 'it was said of other devices than those that wait',
      shown: (
        <BlockedCallout
          reason={oneDevice.reason}
          since={minutesAgo(5)}
          settingsHref="/"
          refusal={{ ...oneDevice, isOfAll: true, devices: [...oneDevice.devices, ...oneDevice.devices] }}
          path={path}
          role={role}
        />
      ),
      says: /on hold.*tokens of iPhone17,2, a1b2…9f0e and 1 more device among those of the app/,
      neverSays: /this device/,
    },
  ]))

describe('the start page', () =>
  checkClaims([
    {
      claim: 'APNs answers …',
      falseWhen: 'there is no key, so APNs was never asked',
      shown: blocked('no_credential'),
      says: /on hold \(No APNs key\)/,
      neverSays: /APNs answers/,
    },
    {
      claim: 'Nothing is lost',
      falseWhen: 'a delivery expires while it is on hold',
      shown: blocked('InvalidProviderToken'),
      says: /kept until they expire/,
      neverSays: /nothing is lost/i,
    },
    {
      claim: 'The queue is delayed',
      falseWhen: 'what waits became due a moment ago',
      shown: <OldestWaitingCallout since={new Date()} isBlocked={false} deliveriesHref="/" />,
      says: /^$/,
    },
    {
      claim: 'The queue is delayed',
      falseWhen: 'the environment is on hold, which is said instead',
      shown: <OldestWaitingCallout since={minutesAgo(60)} isBlocked deliveriesHref="/" />,
      says: /^$/,
    },
  ]))

describe('the overview', () =>
  checkClaims([
    {
      claim: 'APNs: in order',
      falseWhen: 'nothing is sent to Apple, but to the simulator',
      shown: <ApnsItem environment={{ ...onApple, apnsServer: 'simulator' }} health={health} role={role} />,
      says: /Uses the built-in simulator/,
      neverSays: /\[OK\]|answers/,
    },
    {
      claim: 'APNs: in order',
      falseWhen: 'APNs has not confirmed the key',
      shown: <ApnsItem environment={onApple} health={withKey(null, 'InvalidProviderToken')} role={role} />,
      says: /\[Needs attention\].*not verified/,
    },
    {
      claim: 'APNs: in order',
      falseWhen: 'APNs rejects the key since',
      shown: <ApnsItem environment={onHold} health={withKey(now, 'BadDeviceToken')} role={role} />,
      says: /\[Needs attention\].*on hold/,
    },
    {
      claim: 'Queue: in order',
      falseWhen: 'it is on hold, with nothing due',
      shown: <QueueItem environment={onHold} health={{ ...health, waitingCount: 5 }} />,
      says: /\[Needs attention\].*5 deliveries in the queue, on hold/,
    },
    {
      claim: 'Queue: in order',
      falseWhen: 'no worker takes from it',
      shown: (
        <QueueItem environment={onApple} health={{ ...health, workers: { running: 0, lastSeenAt: minutesAgo(5) } }} />
      ),
      says: /\[Needs attention\].*Empty\. No worker is running\. The last one was seen 5 minutes ago\./,
    },
    {
      claim: 'Active devices: 20,000',
      falseWhen: 'counting stopped there',
      shown: <Numbers path={path} health={health} />,
      says: /Active devices 20,000\+/,
    },
    {
      claim: 'Acceptance rate',
      falseWhen: 'it is that of the newest alone',
      shown: <Numbers path={path} health={{ ...health, acceptedShareOfNewest: 10_000 }} />,
      says: /Acceptance rate, newest 10,000/,
    },
    {
      claim: 'The prompt is off',
      falseWhen: 'it is on and its schedule asks no one',
      shown: alerts({ isAsking: false }),
      says: /The prompt is on, but/,
      neverSays: /The prompt is off/,
    },
    {
      claim: 'The prompt is off',
      falseWhen: 'a newer version saved what this one cannot read',
      shown: alerts({ isAsking: false, isSwitchedOn: false, isReadable: false }),
      says: /^$/,
    },
    {
      claim: 'Nobody saw the prompt',
      falseWhen: 'the app reports no events',
      shown: <PromptSummary path={path} health={health} role={role} />,
      says: /No app has reported/,
      neverSays: /nobody saw/i,
    },
  ]))
