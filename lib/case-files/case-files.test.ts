import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import {
  makeApp,
  makeCompany,
  makeCustomer,
  makeDelivery,
  makeDevice,
  makeEnvironment,
  makeNotification,
} from '@/db/factories'
import { deliveries } from '@/db/schema/notifications'
import { inRollback } from '@/db/testing'
import { eraseCustomerAsStaff } from '@/lib/customers/erase-customer'
import { signedIn } from '@/lib/testing/contexts'
import { listCaseFiles } from './list-case-files'
import { openCase } from './open-case'
import { revokeCase } from './revoke-case'
import { shareCase } from './share-case'

const dayMs = 86_400_000
const address = '9c'.repeat(32)

async function makeCase(db: Db) {
  const ctx = await signedIn(db, { role: 'admin' })
  const { id: companyId } = await makeCompany(db)
  const { id: appId } = await makeApp(db, { companyId })
  const { id: environmentId } = await makeEnvironment(db, { appId })
  const customer = await makeCustomer(db, { environmentId })
  const of = { environmentId, customerId: customer.id }
  const device = await makeDevice(db, { ...of, address })
  const texts = { title: 'Your loan is approved', body: 'Anna wrote to you' }
  const notification = await makeNotification(db, { ...of, ...texts, requestId: 'the-request-id' })
  const delivery = await makeDelivery(db, {
    ...of,
    deviceId: device.id,
    notificationId: notification.id,
    address,
    endedAt: new Date(),
  })
  return { ctx, companyId, customer, of, delivery, texts }
}

const ip = '192.0.2.7'

describe('a case file', () => {
  it('opens with only its link, contains no token, colleague, or message text, and counts its readers', () =>
    inRollback(async (db) => {
      const { ctx, of, customer, texts, delivery } = await makeCase(db)
      const { token, path } = await shareCase(ctx, of)
      expect(path).toBe(`/case/${token}`)
      const opened = await openCase(db, { token, ip })
      expect(opened?.diagnosis.customer?.userId).toBe(customer.userId)
      expect(opened?.deliveries[0]).toMatchObject({ id: delivery.id, requestId: 'the-request-id' })
      const written = JSON.stringify(opened)
      for (const secret of [address, texts.title, texts.body, ctx.staff.email, ctx.staff.name, token])
        expect(written).not.toContain(secret)
      expect((await listCaseFiles(ctx, of))[0]).toMatchObject({ openedCount: 1, state: 'open', hasTexts: false })
      expect(JSON.stringify(await listCaseFiles(ctx, of))).not.toContain(token)
    }))

  it('contains the text if the sharer chose to include it', () =>
    inRollback(async (db) => {
      const { ctx, of, texts } = await makeCase(db)
      const { token } = await shareCase(ctx, { ...of, hasTexts: true, days: 1 })
      expect((await openCase(db, { token, ip }))?.message).toEqual(texts)
    }))

  it('shows what happened since, such as a receipt', () =>
    inRollback(async (db) => {
      const { ctx, of } = await makeCase(db)
      const { token } = await shareCase(ctx, of)
      expect((await openCase(db, { token, ip }))?.since).toEqual([])
      const receivedAt = new Date()
      await db.update(deliveries).set({ receivedAt })
      expect((await openCase(db, { token, ip }))?.since).toMatchObject([
        { at: receivedAt, words: 'The phone received it.' },
      ])
    }))

  it.each([1, 7, 30] as const)('no longer opens after %i days', (days) =>
    inRollback(async (db) => {
      const { ctx, of } = await makeCase(db)
      const { token, expiresAt } = await shareCase(ctx, { ...of, days })
      expect(Math.round((expiresAt.getTime() - Date.now()) / dayMs)).toBe(days)
      expect(await openCase(db, { token, ip, now: new Date(expiresAt.getTime() - 1) })).toBeDefined()
      expect(await openCase(db, { token, ip, now: expiresAt })).toBeUndefined()
    }),
  )

  it('no longer opens after it is revoked, which works only once', () =>
    inRollback(async (db) => {
      const { ctx, of } = await makeCase(db)
      const { token, id } = await shareCase(ctx, of)
      const file = { environmentId: of.environmentId, caseFileId: id }
      await revokeCase(ctx, file)
      expect(await openCase(db, { token, ip })).toBeUndefined()
      await expect(revokeCase(ctx, file)).rejects.toMatchObject({ reason: 'conflict' })
      expect((await listCaseFiles(ctx, of))[0]).toMatchObject({ state: 'revoked', revokedBy: ctx.staff.name })
    }))

  it('is erased with its customer', () =>
    inRollback(async (db) => {
      const { ctx, of, customer } = await makeCase(db)
      const { token } = await shareCase(ctx, of)
      await eraseCustomerAsStaff(ctx, { ...of, confirmation: customer.userId ?? '' })
      expect(await openCase(db, { token, ip })).toBeUndefined()
      expect(await listCaseFiles(ctx, { environmentId: of.environmentId })).toEqual([])
    }))

  it('rejects changed, truncated, and forged links, and networks that ask too often', () =>
    inRollback(async (db) => {
      const { ctx, of } = await makeCase(db)
      const { token } = await shareCase(ctx, of)
      const [random = '', signature = ''] = token.split('.')
      for (const guess of ['', random, `${random}.`, `${signature}.${random}`, `${token}x`, `x${token}`, `${token}.x`])
        expect(await openCase(db, { token: guess, ip })).toBeUndefined()
      const eager = (look: number) => openCase(db, { token, ip: `2001:db8:99:99::${look}` })
      for (let look = 0; look < 120; look += 1) await eager(look)
      expect(await eager(120)).toBeUndefined()
      expect(await openCase(db, { token, ip })).toBeDefined()
    }))

  it('can be shared and revoked by support staff of its company, but not by viewers or other companies', () =>
    inRollback(async (db) => {
      const { ctx, companyId, of } = await makeCase(db)
      const { id: caseFileId } = await shareCase(ctx, of)
      const viewer = await signedIn(db, { role: 'viewer', companyIds: [companyId] })
      const elsewhere = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      const { environmentId } = of
      await expect(shareCase(viewer, of)).rejects.toMatchObject({ reason: 'forbidden' })
      await expect(revokeCase(viewer, { environmentId, caseFileId })).rejects.toMatchObject({ reason: 'forbidden' })
      await expect(shareCase(elsewhere, of)).rejects.toMatchObject({ reason: 'not-found' })
      await expect(revokeCase(elsewhere, { environmentId, caseFileId })).rejects.toMatchObject({ reason: 'not-found' })
      await expect(listCaseFiles(elsewhere, of)).rejects.toMatchObject({ reason: 'not-found' })
    }))
})
