import { makeDelivery } from '@/db/factories'
import { makeAttemptCount } from '@/db/incident-factories'
import { revokeCredential } from '@/lib/credentials/revoke-credential'
import type { FaultPlace } from './place'
import { type FaultRow, none, onlyLost, waitingOf } from './row'

const repaired = ({ apple, bundleId }: FaultPlace) => apple.fail(bundleId)

/** Faults of APNs, of the credentials for it, and of what it says about phones. */
export const apnsRows: FaultRow[] = [
  {
    name: 'APNs responds with 503',
    slug: 'apns-unavailable',
    phones: 4,
    cause: 'apns_unavailable',
    async begin(place) {
      await place.apple.fail(place.bundleId, { kind: 'answer', status: 503, reason: 'ServiceUnavailable' })
      await place.sendTo(4)
    },
    repair: repaired,
    sentence: /APNs isn’t available: (\d+) of \1 requests in the last minute failed \(ServiceUnavailable\)/,
    affected: waitingOf(4),
    next: { who: 'nobody', sentence: /Wait for Apple/ },
  },
  {
    name: 'the host of APNs refuses every connection',
    slug: 'apns-unreachable',
    environment: 'production',
    phones: 4,
    cause: 'apns_unavailable',
    async begin(place) {
      await place.apple.failConnections('production', 'refuse')
      await place.sendTo(4)
    },
    repair: ({ apple }) => apple.failConnections('production'),
    sentence: /APNs isn’t available: (\d+) of \1 requests .* failed \(Couldn’t connect\)/,
    affected: waitingOf(4),
    next: { who: 'operator', sentence: /can reach APNs on port 443/ },
  },
  {
    name: 'APNs responds, but each response takes 2.5 seconds',
    slug: 'apns-slow',
    phones: 35,
    cause: 'apns_slow',
    async begin(place) {
      await place.apple.fail(place.bundleId, { kind: 'latency', ms: 2_500 })
      await place.sendTo(5)
    },
    async repair(place) {
      await repaired(place)
      await place.sendTo(30)
    },
    sentence: /a response takes \d+(\.\d)?s on average/,
    affected: none,
    next: { who: 'nobody', sentence: /More workers don’t help/ },
  },
  {
    name: 'someone revokes the APNs key at Apple',
    slug: 'apns-key-revoked',
    phones: 3,
    cause: 'apns_key_refused',
    async begin(place) {
      place.changeAtApple({ isRevoked: true })
      await place.sendTo(3)
    },
    repair: (place) => place.uploadNewKey(),
    sentence: /APNs rejects the key/,
    affected: waitingOf(3),
    next: { who: 'integration_manager', sentence: /upload a new key/ },
  },
  {
    name: 'Apple accepts the APNs key only in the other environment',
    slug: 'apns-key-elsewhere',
    phones: 3,
    cause: 'apns_key_wrong_environment',
    async begin(place) {
      place.changeAtApple({ environments: ['production'] })
      await place.sendTo(3)
    },
    repair: (place) => place.uploadNewKey(),
    sentence: /belongs to the other environment/,
    affected: waitingOf(3),
    next: { who: 'integration_manager', sentence: /upload a key that covers this environment/ },
  },
  {
    name: 'someone revokes the only APNs key in Pushdesk',
    slug: 'apns-key-missing',
    phones: 3,
    cause: 'apns_key_missing',
    async begin(place) {
      const { environmentId, credential } = place
      await revokeCredential(place.admin, {
        environmentId,
        credentialId: credential.id,
        confirmation: credential.keyId,
      })
      await place.sendTo(3)
    },
    repair: (place) => place.uploadNewKey(),
    sentence: /The APNs key is missing/,
    affected: waitingOf(3),
    next: { who: 'integration_manager', sentence: /upload a key/ },
  },
  {
    name: 'the APNs key no longer covers the app’s bundle ID',
    slug: 'apns-topic',
    phones: 3,
    cause: 'apns_topic_refused',
    async begin(place) {
      place.changeAtApple({ bundleIds: [] })
      await place.sendTo(3)
    },
    repair: (place) => place.uploadNewKey(),
    sentence: /APNs rejects the bundle ID/,
    affected: waitingOf(3),
    next: { who: 'integration_manager', sentence: /covers its bundle ID/ },
  },
  {
    name: 'customers lose their device tokens, which were rarely dead before',
    slug: 'dead-tokens',
    phones: 24,
    cause: 'dead_tokens_rising',
    async prepare({ db, environmentId }) {
      const at = new Date(Date.now() - 3_600_000)
      await makeAttemptCount(db, { environmentId, at, count: 1_000, durationMs: 20_000 })
      await makeAttemptCount(db, { environmentId, at, count: 10, durationMs: 200, reason: 'Unregistered' })
    },
    async begin(place) {
      const dead = { kind: 'answer', status: 410, reason: 'Unregistered', timestampOffsetMs: 0 } as const
      await place.apple.fail(place.bundleId, dead)
      await place.sendTo(12)
    },
    async repair(place) {
      await repaired(place)
      await place.sendTo(12, { each: 8 })
    },
    sentence: /100% of the pushes meet a dead device token .*usually 1%/,
    affected: onlyLost(12),
    next: { who: 'app_developers', sentence: /a new bundle ID ends all tokens/ },
  },
  {
    name: 'phones stop confirming notifications, which they did before',
    slug: 'receipts',
    phones: 50,
    cause: 'receipts_collapsed',
    async prepare({ db, environmentId }) {
      const createdAt = new Date(Date.now() - 86_400_000)
      for (let count = 0; count < 60; count += 1)
        await makeDelivery(db, { environmentId, createdAt, endedAt: createdAt, receivedAt: createdAt })
    },
    begin: (place) => place.sendTo(20),
    async repair(place) {
      for (const receipt of await place.sendTo(30))
        await place.ask('POST', '/api/v1/receipts', { key: place.pk.key, body: { ...receipt, kind: 'received' } })
    },
    sentence: /phones confirm only 0% of the notifications, usually 100%/,
    affected: none,
    next: { who: 'app_developers', sentence: /the app’s latest release/ },
    shownAfter: { seconds: 20, because: 'a phone has 20 s to confirm a notification' },
  },
]
