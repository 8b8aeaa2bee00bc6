import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeDelivery, makeDevice } from '@/db/factories'
import { findEnvironment } from '@/db/queries/companies'
import { queuedAmong } from '@/db/queries/sending/due-deliveries'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { eraseCustomer } from '@/lib/customers/erase-customer'
import { signedIn, withKey } from '@/lib/testing/contexts'
import { machineContext } from '@/lib/testing/machine'
import { showDelivery } from './log/show-delivery'
import { previewRecovery, recoverFailed } from './recover-failed'
import { sendAgain } from './send-again'

describe('sendAgain', () => {
  it('creates a new delivery linked to the old one, queues it, and records it in the audit log', () =>
    inRollback(async (db) => {
      const { environmentId, old } = await failedDelivery(db)
      const ctx = await signedIn(db, { role: 'support', companyIds: [await companyOf(db, environmentId)] })
      const fresh = await sendAgain(ctx, { environmentId, deliveryId: old.id })
      expect(fresh).toMatchObject({
        state: 'queued',
        repeatsId: old.id,
        notificationId: old.notificationId,
        address: old.address,
        attemptCount: 0,
        endedAt: null,
      })
      expect(await queuedAmong(db, { ids: [fresh.id] })).toEqual([fresh.id])
      const [entry] = await entriesAbout(db, { subjectKind: 'delivery', subjectId: fresh.id })
      expect(entry).toMatchObject({ action: 'delivery.send_again', after: { repeats: old.id } })
    }))

  it('gives another hour to a delivery that expired while it waited, as its page says', () =>
    inRollback(async (db) => {
      const expired = { state: 'expired', reason: 'ServiceUnavailable', expiresAt: new Date(Date.now() - 1) } as const
      const { environmentId, old } = await failedDelivery(db, expired)
      const admin = await signedIn(db, { role: 'admin' })
      const one = { environmentId, deliveryId: old.id }
      const shown = await showDelivery(admin, one)
      expect(shown.maySendAgain).toBe(true)
      expect(shown.summary.nextAction).toMatch(/^It has expired\. Resend it.*expires in 1 hour/)
      const fresh = await sendAgain(admin, one)
      expect(fresh).toMatchObject({ state: 'queued', repeatsId: old.id })
      expect(fresh.expiresAt.getTime() - fresh.createdAt.getTime()).toBe(3_600_000)
    }))

  it('resends nothing for an erased customer, neither one delivery nor in a recovery', () =>
    inRollback(async (db) => {
      const { environmentId, old } = await failedDelivery(db)
      const { customerId } = await makeDevice(db, { environmentId })
      const erasedOne = await makeDelivery(db, { environmentId, customerId, state: 'failed', endedAt: new Date() })
      const admin = await signedIn(db, { role: 'admin' })
      const recoverable = async () =>
        (await previewRecovery(admin, { environmentId, since: new Date(Date.now() - 60_000) })).recoverable
      expect(await recoverable()).toBe(2)
      await eraseCustomer(await withKey(db, { environmentId, kind: 'secret' }), { id: customerId })
      await expect(sendAgain(admin, { environmentId, deliveryId: erasedOne.id })).rejects.toMatchObject({
        code: 'erased',
      })
      expect(await showDelivery(admin, { environmentId, deliveryId: erasedOne.id })).toMatchObject({
        maskedAddress: 'erased',
        maySendAgain: false,
      })
      expect(await showDelivery(admin, { environmentId, deliveryId: old.id })).toMatchObject({ maySendAgain: true })
      expect(await recoverable()).toBe(1)
    }))

  it('rejects expired failures, deliveries still in progress, and viewers', () =>
    inRollback(async (db) => {
      const { environmentId, old: expired } = await failedDelivery(db, { expiresAt: new Date(Date.now() - 1) })
      const admin = await signedIn(db, { role: 'admin' })
      await expect(sendAgain(admin, { environmentId, deliveryId: expired.id })).rejects.toMatchObject({
        code: 'message_expired',
      })
      const { environmentId: other, old: open } = await failedDelivery(db, { state: 'retrying', endedAt: null })
      await expect(sendAgain(admin, { environmentId: other, deliveryId: open.id })).rejects.toMatchObject({
        reason: 'conflict',
      })
      const viewer = await signedIn(db, { role: 'viewer', companyIds: [await companyOf(db, environmentId)] })
      await expect(sendAgain(viewer, { environmentId, deliveryId: expired.id })).rejects.toMatchObject({
        reason: 'forbidden',
      })
    }))
})

describe('recoverFailed', () => {
  it('resends only unexpired failures, as many as the preview said, and only once', () =>
    inRollback(async (db) => {
      const { environmentId } = await failedDelivery(db)
      await failedDelivery(db, { expiresAt: new Date(Date.now() - 1) }, environmentId)
      await failedDelivery(db, { reason: 'http_500' }, environmentId)
      const ctx = await signedIn(db, { role: 'admin' })
      const since = new Date(Date.now() - 3_600_000)
      expect(await previewRecovery(ctx, { environmentId, since })).toMatchObject({ failed: 3, recoverable: 2 })
      await expect(recoverFailed(ctx, { environmentId, since, expectedCount: 1 })).rejects.toMatchObject({
        reason: 'conflict',
      })
      expect(await recoverFailed(ctx, { environmentId, since, expectedCount: 2 })).toEqual({ recovered: 2 })
      expect(await previewRecovery(ctx, { environmentId, since })).toMatchObject({ failed: 3, recoverable: 0 })
    }))
})

type Given = Partial<Parameters<typeof makeDelivery>[1]>

async function failedDelivery(db: Db, given: Given = {}, inEnvironment?: string) {
  const environmentId = inEnvironment ?? (await machineContext(db)).environment.id
  const device = await makeDevice(db, { environmentId })
  const old = await makeDelivery(db, {
    environmentId,
    customerId: device.customerId,
    deviceId: device.id,
    address: device.address,
    state: 'failed',
    reason: 'Forbidden',
    endedAt: new Date(),
    ...given,
  })
  return { environmentId, old }
}

async function companyOf(db: Db, environmentId: string) {
  return (await findEnvironment(db, { environmentId }))?.companyId ?? ''
}
