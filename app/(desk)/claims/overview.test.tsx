import { describe } from 'vitest'
import { BlockedCallout, OldestWaitingCallout } from '@/components/desk/health-callouts'
import type { EnvironmentHealth } from '@/lib/companies/environment-health'
import { endpointStateOf } from '@/lib/company-api/endpoint-state'
import type { Refusal } from '@/lib/deliveries/refusal'
import { ApnsItem, EndpointItem, QueueItem } from '../[company]/[app]/[environment]/overview/health-list'
import { Numbers } from '../[company]/[app]/[environment]/overview/numbers'
import { OverviewAlerts } from '../[company]/[app]/[environment]/overview/overview-alerts'
import { PromptSummary } from '../[company]/[app]/[environment]/overview/prompt-summary'
import { checkClaims, minutesAgo, now } from './claim'

type Given = Parameters<typeof endpointStateOf>[0]
const endpoint: Given['endpoint'] = { failuresInRow: 0, openUntil: null, updatedAt: minutesAgo(60) }
const push: NonNullable<Given['last']> = {
  state: 'accepted',
  reason: null,
  createdAt: minutesAgo(5),
  endedAt: minutesAgo(5),
}

function companyApi({
  isRefused = false,
  last,
  ...given
}: Partial<Given['endpoint']> & Partial<Omit<Given, 'endpoint'>>) {
  const shown = { ...endpoint, ...given, url: 'https://push.example.com/x', usedFor: 'uuid' as const }
  const state = endpointStateOf({ endpoint: shown, isRefused, last, now })
  return <EndpointItem health={{ endpoint: { ...shown, state } }} />
}

const path = '/bank/ios/production'
const role = 'admin' as const
const prompt: EnvironmentHealth['prompt'] = {
  isAsking: true,
  isSwitchedOn: true,
  isReadable: true,
  isStopped: false,
  word: 'On for everyone',
  source: 'app',
}
const health: EnvironmentHealth = {
  activeDevices: 20_000,
  hasMoreDevices: true,
  lastDay: {
    accepted: 9,
    suppressed: 0,
    failed: 1,
    expired: 0,
    waiting: 0,
    total: 10,
    isCapped: false,
    cappedOutcomes: [],
  },
  acceptedShare: 0.9,
  acceptedShareOfNewest: null,
  waitingCount: 0,
  oldestWaitingSince: undefined,
  workers: { running: 1, lastSeenAt: now },
  prompt,
  askedWhileOff: 0,
  funnel: { displayed: 0, accepted: 0, allowed: 0, refused: 0 },
  key: undefined,
  endpoint: undefined,
  managers: [],
}
const withKey = (verifiedAt: Date | null, verifiedAnswer: string) => ({
  ...health,
  key: { keyId: 'ABC', teamId: 'TEAM', verifiedAt, verifiedAnswer },
})
const onApple = { blockedReason: null, apnsServer: 'apple' as const, requiresIdentity: true }
const onHold = { ...onApple, blockedReason: 'InvalidProviderToken' }
const alerts = (state: Partial<typeof prompt>) => (
  <OverviewAlerts
    environment={{ path, blockedReason: null, blockedAt: null }}
    health={{ ...health, prompt: { ...prompt, ...state } }}
    role={role}
  />
)
const blocked = (reason: string) => <BlockedCallout reason={reason} since={minutesAgo(5)} settingsHref="/" />

const oneDevice: Refusal = {
  reason: 'DeviceTokenNotForTopic',
  since: minutesAgo(5),
  isOfAll: false,
  devices: [{ deliveryId: 'd', deviceId: null, name: 'iPhone17,2, a1b2…9f0e' }],
}

describe('where APNs rejects one device', () =>
  checkClaims([
    {
      claim: 'Deliveries are on hold',
      falseWhen: 'APNs rejected one device, and the others get theirs',
      shown: <BlockedCallout reason={null} since={null} settingsHref="/" refusal={oneDevice} path={path} />,
      says: /rejects the token of one device.*iPhone17,2, a1b2…9f0e are on hold. Other devices aren’t affected/,
      neverSays: /Deliveries are on hold/,
    },
    {
      claim: 'Deliveries are on hold',
      falseWhen: 'APNs rejected one device, and the others get theirs',
      shown: <ApnsItem environment={{ ...onApple, refusal: oneDevice }} health={health} />,
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
        />
      ),
      says: /on hold.*tokens of iPhone17,2, a1b2…9f0e and 1 more device among those of the app/,
      neverSays: /this device/,
    },
  ]))

describe('on the start page', () =>
  checkClaims([
    {
      claim: 'APNs answers …',
      falseWhen: 'there is no key, so APNs was never asked',
      shown: blocked('no_credential'),
      says: /on hold \(no_credential\)/,
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

describe('on the overview, the company API’s tick', () =>
  checkClaims([
    {
      claim: 'OK',
      falseWhen: 'it never responded',
      shown: companyApi({}),
      says: /\[Not set up\].*hasn’t responded/,
      neverSays: /\[OK\]/,
    },
    {
      claim: 'OK',
      falseWhen: 'Pushdesk refuses to call it',
      shown: companyApi({ isRefused: true, last: push }),
      says: /\[Needs attention\].*doesn’t call it/,
    },
    {
      claim: 'OK',
      falseWhen: 'its name resolves to a private address',
      shown: companyApi({ last: { ...push, state: 'failed', reason: 'address_not_allowed' } }),
      says: /\[Needs attention\].*doesn’t call it/,
    },
    {
      claim: 'OK',
      falseWhen: 'it rejects our credentials',
      shown: companyApi({ last: { ...push, state: 'failed', reason: 'http_401' } }),
      says: /\[Needs attention\].*rejected.*HTTP 401/,
    },
    {
      claim: 'OK',
      falseWhen: 'its last requests failed',
      shown: companyApi({ failuresInRow: 2, last: push }),
      says: /\[Needs attention\].*last 2 requests failed/,
    },
    {
      claim: 'OK',
      falseWhen: 'requests are paused',
      shown: companyApi({ failuresInRow: 5, openUntil: new Date(now.getTime() + 60_000), last: push }),
      says: /\[Needs attention\].*paused after 5 failures/,
    },
    {
      claim: 'Accepted a push',
      falseWhen: 'that was an earlier address',
      shown: companyApi({ last: { ...push, createdAt: minutesAgo(90) } }),
      says: /hasn’t responded/,
      neverSays: /\[OK\]|Accepted/,
    },
    {
      claim: 'Needs attention',
      falseWhen: 'a 410 said that one device is gone, which is a sound answer',
      shown: companyApi({ last: { ...push, state: 'failed', reason: 'http_410' } }),
      says: /\[OK\]/,
    },
  ]))

describe('on the overview', () =>
  checkClaims([
    {
      claim: 'APNs: in order',
      falseWhen: 'nothing is sent to Apple, but to the simulator',
      shown: <ApnsItem environment={{ ...onApple, apnsServer: 'simulator' }} health={health} />,
      says: /Uses the built-in simulator/,
      neverSays: /\[OK\]|answers/,
    },
    {
      claim: 'APNs: in order',
      falseWhen: 'APNs has not confirmed the key',
      shown: <ApnsItem environment={onApple} health={withKey(null, 'InvalidProviderToken')} />,
      says: /\[Needs attention\].*not verified/,
    },
    {
      claim: 'APNs: in order',
      falseWhen: 'APNs rejects the key since',
      shown: <ApnsItem environment={onHold} health={withKey(now, 'BadDeviceToken')} />,
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
