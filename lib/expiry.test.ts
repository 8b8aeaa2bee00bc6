import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import {
  makeApiKey,
  makeCompany,
  makeCustomer,
  makeDelivery,
  makeDevice,
  makeEnvironment,
  makePresence,
  unique,
} from '@/db/factories'
import { livePresence } from '@/db/queries/customer-detail'
import { findRecipients } from '@/db/queries/deliveries/recipients'
import { failedSince } from '@/db/queries/deliveries/repeats'
import { insertProposal, lockOpenProposal, openProposals } from '@/db/queries/prompts/prompt-proposals'
import { holdForSending, loadSendables } from '@/db/queries/sending/sending'
import { findLiveKey } from '@/db/queries/settings/api-keys'
import { findOpenInvitation, findOpenInvitationFor, insertInvitation } from '@/db/queries/staff/invitations'
import { findLiveSession, insertSession } from '@/db/queries/staff/sessions'
import { makeStaff } from '@/db/staff-factories'
import { inRollback } from '@/db/testing'
import { checkBeforeSending } from '@/lib/deliveries/suppression'
import { resendWords } from './deliveries/next-action'
import { suppressionOf } from './deliveries/suppression'
import { hashOf } from './secrets'

/** Whether the thing is still valid at that time. */
type Counts = (now: Date) => unknown
/** Makes a thing that expires at a time. */
type Make = (db: Db, until: Date) => Promise<Counts> | Counts

const isAny = async (rows: PromiseLike<unknown[]>) => (await rows).length > 0

async function makeQueued(db: Db, expiresAt: Date) {
  const { id: environmentId } = await makeEnvironment(db)
  const { id } = await makeDelivery(db, { environmentId, state: 'queued', endedAt: null, expiresAt })
  const [delivery] = await loadSendables(db, { ids: [id], now: new Date() })
  if (!delivery) throw new Error('no such delivery')
  return delivery
}

/** A customer who has the chat open, and a delivery to them. */
async function makePresent(db: Db, expiresAt: Date) {
  const { id: environmentId } = await makeEnvironment(db)
  const { id: customerId } = await makeCustomer(db, { environmentId })
  const { id: deviceId } = await makeDevice(db, { environmentId, customerId })
  await makePresence(db, { environmentId, customerId, chat: 'connected', expiresAt })
  const { id } = await makeDelivery(db, { environmentId, customerId, deviceId, state: 'queued', endedAt: null })
  return { environmentId, customerId, ids: [id] }
}

async function makeInvitation(db: Db, expiresAt: Date) {
  const tokenHash = hashOf(unique('token'))
  const email = `${unique('someone')}@example.com`
  await insertInvitation(db, { tokenHash, email, name: 'Someone', role: 'viewer', companyIds: [], expiresAt })
  return { tokenHash, email }
}

async function makeProposal(db: Db, expiresAt: Date) {
  const { id: companyId } = await makeCompany(db)
  const place = { scopeKind: 'company', environmentName: 'production', companyId, appId: null } as const
  const change = { baseRevision: 0, changeHash: 'hash', kind: 'save' } as const
  const author = { authorId: companyId, authorName: 'Someone' }
  return { place, id: (await insertProposal(db, { ...place, ...change, ...author, expiresAt })).id }
}

const things: [string, Make][] = [
  [
    'a message on acceptance',
    (_, expiresAt) => (now) =>
      suppressionOf({ now, expiresAt, device: undefined, ignoresPresence: false, type: 'live' }) !== 'message_expired',
  ],
  [
    'a delivery about to be sent',
    async (db, expiresAt) => {
      const delivery = await makeQueued(db, expiresAt)
      return (now) => checkBeforeSending(delivery, now)?.state !== 'expired'
    },
  ],
  [
    'a failed delivery that can be resent',
    async (db, expiresAt) => {
      const { id: environmentId } = await makeEnvironment(db)
      await makeDelivery(db, { environmentId, state: 'failed', expiresAt })
      return (now) => isAny(failedSince(db, { environmentId, since: new Date(0), now, limit: 1 }))
    },
  ],
  [
    'the log entry of a failed delivery',
    (_, expiresAt) => (now) => {
      const standing = { reader: 'support', delivery: undefined, device: undefined, isOnHold: false, now } as const
      return !resendWords(standing, { expiresAt }).includes('expired')
    },
  ],
  [
    'presence, when a delivery is shown',
    async (db, expiresAt) => {
      const { ids } = await makePresent(db, expiresAt)
      return async (now) => (await loadSendables(db, { ids, now }))[0]?.device?.isChatConnected
    },
  ],
  [
    'presence, when a push is about to be sent',
    async (db, expiresAt) => {
      const { ids } = await makePresent(db, expiresAt)
      return async (now) => (await holdForSending(db, { ids, now }))[0]?.device?.isChatConnected
    },
  ],
  [
    'presence, when a message is accepted',
    async (db, expiresAt) => {
      const { environmentId, customerId } = await makePresent(db, expiresAt)
      return async (now) =>
        (await findRecipients(db, { environmentId, customerIds: [customerId], now })).devices[0]?.isChatConnected
    },
  ],
  [
    'presence, on the customer’s page',
    async (db, expiresAt) => {
      const which = await makePresent(db, expiresAt)
      return (now) => isAny(livePresence(db, { ...which, now }))
    },
  ],
  [
    'an API key',
    async (db, expiresAt) => {
      const { id: environmentId } = await makeEnvironment(db)
      const { key } = await makeApiKey(db, { environmentId, kind: 'secret', expiresAt })
      return async (now) => (await findLiveKey(db, { keyHash: hashOf(key), now })) !== undefined
    },
  ],
  [
    'a session',
    async (db, expiresAt) => {
      const { id: staffId } = await makeStaff(db)
      const tokenHash = hashOf(unique('token'))
      await insertSession(db, { staffId, tokenHash, expiresAt })
      return async (now) => (await findLiveSession(db, { tokenHash, now })) !== undefined
    },
  ],
  [
    'an invitation',
    async (db, expiresAt) => {
      const { tokenHash } = await makeInvitation(db, expiresAt)
      return async (now) => (await findOpenInvitation(db, { tokenHash, now })) !== undefined
    },
  ],
  [
    'an invitation that blocks another',
    async (db, expiresAt) => {
      const { email } = await makeInvitation(db, expiresAt)
      return async (now) => (await findOpenInvitationFor(db, { email, now })) !== undefined
    },
  ],
  [
    'a change awaiting approval, in the list',
    async (db, expiresAt) => {
      const { place } = await makeProposal(db, expiresAt)
      return (now) => isAny(openProposals(db, { place, now }))
    },
  ],
  [
    'a change about to be approved',
    async (db, expiresAt) => {
      const { place, id } = await makeProposal(db, expiresAt)
      return async (now) => (await lockOpenProposal(db, { id, place, now })) !== undefined
    },
  ],
]

describe.each(things)('%s', (_, make) => {
  it('is valid until the last millisecond before it expires, and no longer', () =>
    inRollback(async (db) => {
      const end = Date.now() + 3_600_000
      const counts = await make(db, new Date(end))
      expect(await counts(new Date(end - 1))).toBe(true)
      expect(await counts(new Date(end))).toBe(false)
      expect(await counts(new Date(end + 1))).toBe(false)
    }))
})
