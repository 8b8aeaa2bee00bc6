import { describe } from 'vitest'
import { ApnsItem } from '@/app/(desk)/[company]/[app]/[environment]/overview/health-list'
import { OverviewAlerts } from '@/app/(desk)/[company]/[app]/[environment]/overview/overview-alerts'
import { PresetList } from '@/app/(desk)/[company]/[app]/[environment]/simulator/preset-list'
import { BlockedCallout } from '@/components/desk/health-callouts'
import { faultPresets } from '@/lib/simulator/fault-presets'
import type { Role } from '@/lib/staff/roles'
import { checkClaims, minutesAgo } from './claim'
import { healthy as health } from './healthy'

const simulated = (role: Role) => (
  <ApnsItem
    environment={{ blockedReason: null, apnsServer: 'simulator', requiresIdentity: true }}
    {...{ health, role }}
  />
)
const blocked = (reason: string, role: Role) => (
  <BlockedCallout reason={reason} since={minutesAgo(5)} settingsHref="/" role={role} />
)
const promptIsOff = (role: Role) => (
  <OverviewAlerts
    environment={{ path: '/bank/ios/production', blockedReason: null, blockedAt: null }}
    health={{ ...health, prompt: { ...health.prompt, isAsking: false, isSwitchedOn: false } }}
    role={role}
  />
)

describe('to someone who can’t do it', () =>
  checkClaims([
    {
      claim: 'Upload an APNs key to send through Apple',
      falseWhen: 'a viewer reads it',
      shown: simulated('viewer'),
      says: /simulator\. An integration manager or an admin can upload an APNs key to send through Apple\./,
    },
    {
      claim: 'Open Settings › APNs keys and upload a key',
      falseWhen: 'support reads it',
      shown: blocked('no_credential', 'support'),
      says: /Tell the integration manager that this app has no APNs key/,
      neverSays: /Settings|Open settings|upload/,
    },
    {
      claim: 'Open Settings › APNs keys and upload a new key',
      falseWhen: 'a viewer reads it',
      shown: blocked('Forbidden', 'viewer'),
      says: /Tell the integration manager that APNs rejects the setup of this app/,
      neverSays: /Settings|Open settings|upload/,
    },
    {
      claim: 'We recommend turning the prompt on',
      falseWhen: 'a viewer reads it',
      shown: promptIsOff('viewer'),
      says: /An integration manager or an admin can turn the prompt on/,
      neverSays: /We recommend/,
    },
  ]))

const presets = (mayChange: boolean) => (
  <PresetList environmentId="e" presets={faultPresets.slice(0, 2)} faults={[]} mayChange={mayChange} />
)

describe('beside controls that are off', () =>
  checkClaims([
    {
      claim: 'the switches can be turned on',
      falseWhen: 'a viewer looks at them',
      shown: presets(false),
      says: /^Admins, integration managers, and support can turn faults on and off\./,
      neverSays: /turn faults.*turn faults/,
    },
    {
      claim: 'Only others can turn faults on',
      falseWhen: 'the reader can',
      shown: presets(true),
      says: /./,
      neverSays: /can turn faults/,
    },
  ]))

describe('to someone who can do it', () =>
  checkClaims([
    {
      claim: 'An integration manager can upload an APNs key',
      falseWhen: 'the reader is one',
      shown: simulated('integration_manager'),
      says: /simulator\. Upload an APNs key to send through Apple\./,
    },
    {
      claim: 'Tell the integration manager',
      falseWhen: 'the reader is one',
      shown: blocked('no_credential', 'integration_manager'),
      says: /Open Settings › APNs keys and upload a key.*Open settings/,
    },
  ]))
