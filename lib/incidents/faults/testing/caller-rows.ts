import { vi } from 'vitest'
import { unique } from '@/db/factories'
import { makeTrafficHours } from '@/db/incident-factories'
import { token } from '@/lib/apns/testing/simulated-apns'
import { changeIdentity } from '@/lib/identity/change-identity'
import { identitySecretPurpose, rotateIdentitySecret } from '@/lib/identity/rotate-identity-secret'
import { signToken } from '@/lib/identity/sign-token'
import { createKey } from '@/lib/keys/create-key'
import { revokeKey } from '@/lib/keys/revoke-key'
import { encrypt } from '@/lib/secrets'
import { followStream } from '@/lib/testing/follow-stream'
import { on, savePrompt } from '@/lib/testing/prompt-workspace'
import type { FaultPlace } from './place'
import { type FaultRow, none, onlyCustomers } from './row'

const hourMs = 3_600_000

/** Registers new phones, with User-Tokens that the company's server signs with this secret. */
async function registerWith(place: FaultPlace, secret: string) {
  const { environmentId } = place
  const identitySecret = encrypt(secret, identitySecretPurpose(environmentId))
  for (let count = 0; count < 6; count += 1) {
    const userId = unique('user')
    const signed = await signToken({ environmentId, identitySecret, userId })
    await place.register({ user: { id: userId }, deviceToken: token() }, signed.token)
  }
}

async function evaluateWith({ ask }: FaultPlace, key: string) {
  for (let count = 0; count < 6; count += 1) {
    const body = { context: { targetingKey: unique('user') } }
    await ask('POST', '/ofrep/v1/evaluate/flags', { key, body })
  }
}

/** What a row keeps between its acts, by company. */
const newSecrets = new Map<string, string>()
const shortKeys = new Map<string, { id: string; key: string }>()
const listening = new Map<string, { key: string; leave(): Promise<void>; etag(): string }[]>()

const promptOf = ({ appId }: FaultPlace) => ({ appId, environmentName: 'sandbox' as const })

/** Each phone follows the stream and fetches what the stream announces. */
async function fetchAnnounced(place: FaultPlace) {
  for (const phone of listening.get(place.slug) ?? []) {
    const path = `/ofrep/v1/evaluate/flags?flagConfigEtag=${encodeURIComponent(phone.etag())}`
    await place.ask('POST', path, { key: place.pk.key, body: { context: { targetingKey: phone.key } } })
  }
}

const answer = (kind: 'system_authorized' | 'system_denied') => () => ({
  id: unique('event'),
  kind,
  user: { id: unique('user') },
  at: new Date().toISOString(),
})
const report = ({ ask, pk }: FaultPlace, events: unknown[]) =>
  ask('POST', '/api/v1/prompt/events', { key: pk.key, body: { events } })

/** Faults between the apps or the chat platform and Pushdesk. */
export const callerRows: FaultRow[] = [
  {
    name: 'someone rotates the identity secret, and the company’s server signs with the old one',
    slug: 'registrations',
    cause: 'registrations_refused',
    async prepare(place) {
      await changeIdentity(place.admin, { environmentId: place.environmentId, requiresIdentity: true })
      await registerWith(place, 'first secret')
    },
    async begin(place) {
      const { secret } = await rotateIdentitySecret(place.admin, { environmentId: place.environmentId })
      newSecrets.set(place.slug, secret)
      await registerWith(place, 'first secret')
    },
    repair: (place) => registerWith(place, newSecrets.get(place.slug) ?? ''),
    sentence: /Registrations are refused: 6 of \d+ registrations .* the User-Token isn’t valid/,
    affected: onlyCustomers(6),
    next: { who: 'integration_manager', sentence: /Compare the identity secret/ },
  },
  {
    name: 'someone revokes the publishable key that phones use',
    slug: 'evaluations',
    cause: 'evaluations_refused',
    async begin(place) {
      const { admin, environmentId, pk } = place
      await revokeKey(admin, { environmentId, keyId: pk.id, confirmation: pk.lastFour })
      await evaluateWith(place, pk.key)
    },
    async repair(place) {
      const { admin, environmentId } = place
      const { key } = await createKey(admin, { environmentId, kind: 'publishable', name: 'New app release' })
      await evaluateWith(place, key)
    },
    sentence: /Prompt evaluations are refused: 6 of 6 evaluations .* the API key is revoked/,
    affected: onlyCustomers(6),
    next: { who: 'integration_manager', sentence: /Give the app a key that works/ },
  },
  {
    name: 'phones that listen don’t fetch a new revision',
    slug: 'revision',
    cause: 'revision_not_received',
    async prepare(place) {
      const phones = await Promise.all(
        Array.from({ length: 12 }, async () => {
          const { events, leave } = await followStream({ url: place.gatewayUrl, key: place.pk.key })
          return {
            key: unique('phone'),
            leave,
            etags: () => new Set(events.map(({ etag }) => etag)),
            etag: () => events.at(-1)?.etag ?? '',
          }
        }),
      )
      const haveHeard = (count: number) =>
        vi.waitUntil(() => phones.every(({ etags }) => etags().size === count), { timeout: 60_000 })
      await haveHeard(1)
      await savePrompt(place.admin, { ...promptOf(place), content: on() })
      await haveHeard(2)
      listening.set(place.slug, phones)
      await fetchAnnounced(place)
    },
    begin: (place) =>
      savePrompt(place.admin, { ...promptOf(place), baseRevision: 1, content: on({ sdkVersionMin: '1.0.0' }) }),
    async repair(place) {
      await fetchAnnounced(place)
      await Promise.all((listening.get(place.slug) ?? []).map(({ leave }) => leave()))
    },
    sentence: /Revision 2 of the prompt doesn’t reach phones: 12 of 12 phones/,
    affected: onlyCustomers(12),
    next: { who: 'operator', sentence: /no proxy holds back event streams/ },
    shownAfter: { seconds: 60, because: 'a phone has a minute to fetch a revision' },
  },
  {
    name: 'more customers deny the iOS alert after a revision',
    slug: 'denials',
    cause: 'ios_denials_rising',
    async prepare(place) {
      await savePrompt(place.admin, { ...promptOf(place), content: on() })
      await report(place, [
        ...Array.from({ length: 20 }, answer('system_authorized')),
        ...Array.from({ length: 5 }, answer('system_denied')),
      ])
    },
    async begin(place) {
      await savePrompt(place.admin, { ...promptOf(place), baseRevision: 1, content: on({ sdkVersionMin: '1.0.0' }) })
      await report(place, Array.from({ length: 20 }, answer('system_denied')))
    },
    repair: (place) => savePrompt(place.admin, { ...promptOf(place), baseRevision: 2, content: on() }),
    sentence: /Since revision 2 of the prompt, 100% .* deny it, usually 20%/,
    affected: onlyCustomers(20),
    next: { who: 'integration_manager', sentence: /restore the revision before/ },
  },
  {
    name: 'the chat platform sends nothing, as it did in each of the last hours',
    slug: 'traffic',
    phones: 3,
    cause: 'traffic_stopped',
    async begin({ db, environmentId }) {
      const before = new Date(Date.now() - (Date.now() % hourMs))
      await makeTrafficHours(db, { environmentId, counts: [120, 90, 150], before })
    },
    repair: (place) => place.sendTo(3),
    sentence: /Nothing was sent for 10 minutes, usually at least 90 an hour/,
    affected: none,
    next: { who: 'platform_team', sentence: /POST \/messages/ },
  },
  {
    name: 'a key that the chat platform uses ends tomorrow',
    slug: 'api-key',
    phones: 1,
    cause: 'api_key_expiring',
    async begin(place) {
      const { admin, environmentId } = place
      const made = await createKey(admin, { environmentId, kind: 'secret', name: 'Chat platform', expiresInDays: 1 })
      shortKeys.set(place.slug, made)
      await place.sendTo(1, { key: made.key })
    },
    async repair({ admin, environmentId, slug }) {
      const { id, key } = shortKeys.get(slug) ?? { id: '', key: '' }
      await createKey(admin, { environmentId, kind: 'secret', name: 'Chat platform', expiresInDays: 365 })
      await revokeKey(admin, { environmentId, keyId: id, confirmation: key.slice(-4) })
    },
    sentence: /The API key “Chat platform”, which is in use, expires on/,
    affected: none,
    next: { who: 'integration_manager', sentence: /Rotate the key/ },
  },
]
