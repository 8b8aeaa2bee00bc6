import { describe, expect, it } from 'vitest'
import { CustomerPresence } from '@/app/(desk)/[company]/[app]/[environment]/customers/[id]/customer-presence'
import { CustomerPrompts } from '@/app/(desk)/[company]/[app]/[environment]/customers/[id]/customer-prompts'
import { NoRows } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/log-rows'
import { RecoverReasons } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/recover-reasons'
import { CredentialState } from '@/app/(desk)/[company]/[app]/[environment]/settings/credential-state'
import { deviceWords } from '@/app/(desk)/simulator/panels/agent-message-outcome'
import { newApp } from '@/app/(desk)/simulator/phone/phone-state'
import { withPush } from '@/app/(desk)/simulator/phone/with-push'
import { MovedWarning } from '@/components/devices/moved-warning'
import { checkClaims, minutesAgo, now } from './claim'

const path = '/bank/ios/production'
const moves = [1, 2, 3, 4].map((days) => ({
  deviceId: 'd',
  movedAt: minutesAgo(days * 1_440),
  customerId: 'x',
  customerName: 'Customer',
  previousCustomerId: 'y',
  previousCustomerName: 'Another',
}))
const key = {
  id: 'k',
  keyId: 'ABC',
  teamId: 'TEAM',
  verifiedAt: now,
  verifiedAnswer: 'BadDeviceToken',
  revokedAt: null,
  createdAt: now,
  isSigning: true,
  isSimulators: false,
}

describe('customers, deliveries, and keys', () =>
  checkClaims([
    {
      claim: 'Messages go out as pushes',
      falseWhen: 'they have no device, or deny notifications',
      shown: <CustomerPresence presence={[]} devices={[]} />,
      says: /presence doesn’t suppress any notifications/,
      neverSays: /go out as/,
    },
    {
      claim: 'The prompt was never displayed',
      falseWhen: 'its events are older than they are kept',
      shown: <CustomerPrompts prompts={[]} />,
      says: /No prompt events are recorded/,
      neverSays: /never/,
    },
    {
      claim: 'Same device, two customers',
      falseWhen: 'a third had the device as well',
      shown: <MovedWarning moves={moves} environmentPath={path} />,
      says: /moved to another customer.*1 earlier move is/,
      neverSays: /two customers/i,
    },
    {
      claim: 'Nothing was sent yet',
      falseWhen: 'it was sent before the log begins',
      shown: <NoRows base={`${path}/deliveries`} hasFilters={false} retentionDays={90} maySend />,
      says: /No deliveries in the last 90 days/,
      neverSays: /nothing was sent/i,
    },
    {
      claim: 'Send test',
      falseWhen: 'a viewer reads it',
      shown: <NoRows base={`${path}/deliveries`} hasFilters={false} retentionDays={90} maySend={false} />,
      says: /No deliveries in the last 90 days/,
      neverSays: /Send test/,
    },
    {
      claim: 'The others have expired',
      falseWhen: 'there are more than are sent at once',
      shown: (
        <RecoverReasons
          recovery={{ failed: 12_000, recoverable: 12_000, atOnceMax: 10_000, byReason: [] }}
          left={[]}
          onLeave={() => undefined}
        />
      ),
      says: /12,000 of 12,000.*oldest 10,000 are resent first/,
      neverSays: /The others have expired/,
    },
    {
      claim: 'In use',
      falseWhen: 'the environment sends to the simulator',
      shown: <CredentialState credential={key} isForApple={false} />,
      says: /^Standby$/,
    },
  ]))

describe('the demo phone page', () => {
  const address = { deviceToken: 'ab' }
  const known = { address, user: { id: 'u' }, permission: 'authorized' as const }
  const enabled = { status: 'enabled' as const, deviceId: 'mine', ...known }
  const unknown = { status: 'unknown' as const, wants: 'enabled' as const, because: 'offline' as const, ...known }
  const failed = { ...newApp, notice: { tone: 'bad' as const, about: 'push' as const, text: 'No answer' } }

  it('does not say “another device” for a device that this phone was registered as before push went off', () => {
    const { deviceIds = [] } = withPush({ deviceIds: [], app: newApp }, enabled)
    expect(deviceWords('mine', { push: { status: 'disabled' }, deviceIds })).toBe('this phone')
    expect(deviceWords('other', { push: enabled, deviceIds })).toBe('another device')
  })

  it('does not say “another device” while the response to this phone’s registration is lost', () => {
    expect(deviceWords('any', { push: unknown, deviceIds: [] })).toBe('a device')
  })

  it('drops a failure to turn notifications on once they are on', () => {
    expect(withPush({ deviceIds: [], app: failed }, unknown).app).toBeUndefined()
    expect(withPush({ deviceIds: [], app: failed }, enabled).app?.notice).toBeUndefined()
    expect(withPush({ deviceIds: [], app: failed }, enabled)).toHaveProperty('app')
  })
})
