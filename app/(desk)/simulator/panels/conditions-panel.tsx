'use client'

import { askedStates } from '@/app/(desk)/simulator/phone/asked-states'
import type { Network } from '@/app/(desk)/simulator/phone/network'
import type { AddressKind, Identity } from '@/app/(desk)/simulator/phone/phone-state'
import { usePhone } from '@/app/(desk)/simulator/screens/phone-context'
import { RadioGroup } from '@/components/ui/form/radio-group'
import { Select } from '@/components/ui/form/select'
import type { Permission } from '@/sdk/push-state'
import { Panel } from './panel'

const permissions: { value: Permission; label: string }[] = [
  { value: 'notDetermined', label: 'Not asked yet' },
  { value: 'authorized', label: 'Allowed' },
  { value: 'denied', label: 'Denied' },
  { value: 'provisional', label: 'Provisional' },
  { value: 'ephemeral', label: 'Ephemeral' },
]

const networks: { value: Network; label: string; hint?: string }[] = [
  { value: 'online', label: 'Online' },
  { value: 'slow', label: 'Slow', hint: 'Every request takes 6 seconds' },
  { value: 'offline', label: 'Offline', hint: 'No request leaves the phone' },
  { value: 'server_error', label: 'Server error', hint: 'Every response is 503' },
  { value: 'refused_key', label: 'Rejected key', hint: 'A publishable key that doesn’t exist' },
]

const identities: { value: Identity; label: string; hint?: string }[] = [
  { value: 'valid', label: 'Valid', hint: 'Signed by the company' },
  { value: 'missing', label: 'Missing' },
  { value: 'wrong', label: 'Another customer’s' },
]

const locales = [
  { value: 'en-US', label: 'English (US)' },
  { value: 'en-GB', label: 'English (UK)' },
  { value: 'de-DE', label: 'Deutsch' },
  { value: 'es-US', label: 'Español (EE. UU.)' },
  { value: 'fr-CA', label: 'Français (Canada)' },
  { value: 'ja-JP', label: '日本語' },
]

const kinds: { value: AddressKind; label: string }[] = [
  { value: 'device_token', label: 'APNs device token' },
  { value: 'uuid', label: 'UUID' },
]

/** Sets the conditions around the app, such as its permission and language. */
export function ConditionsPanel({ hasEndpoint }: { hasEndpoint: boolean }) {
  const { phone, state } = usePhone()
  const { knobs, ios } = state
  return (
    <Panel title="Conditions">
      <div className="grid grid-cols-2 gap-x-3 gap-y-3">
        <Select label="Permission" options={permissions} value={ios.permission} onValueChange={phone.setPermission} />
        <Select
          label="Language"
          options={locales}
          value={knobs.locale}
          onValueChange={(locale) => phone.turnKnob({ locale })}
        />
        <Select
          label="Network"
          options={networks}
          value={knobs.network}
          onValueChange={(network) => phone.turnKnob({ network })}
        />
        <Select
          label="User-Token"
          options={identities}
          value={knobs.identity}
          onValueChange={(identity) => phone.turnKnob({ identity })}
        />
      </div>
      <Select
        label="State of the phone"
        options={[...askedStates]}
        value={knobs.asked}
        onValueChange={(asked) => phone.turnKnob({ asked })}
      />
      <RadioGroup
        label="The app registers with"
        options={kinds}
        value={knobs.addressKind}
        onValueChange={(addressKind) => phone.turnKnob({ addressKind })}
        isInline
      />
      <p className="text-quiet text-sm">
        {knobs.addressKind === 'uuid' && !hasEndpoint
          ? 'UUIDs are reached through the company API, and this environment doesn’t have one yet.'
          : 'APNs works only with device tokens. UUIDs are reached through the company API.'}
      </p>
    </Panel>
  )
}
