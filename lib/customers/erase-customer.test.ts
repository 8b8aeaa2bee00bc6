import { describe, expect, it } from 'vitest'
import { makeCustomer, makeDevice, makeEnvironment, unique } from '@/db/factories'
import { findCustomer } from '@/db/queries/customer-detail'
import { findDeliveryRow, findNotificationRow } from '@/db/queries/deliveries/notifications'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { setPresence } from '@/lib/presence/set-presence'
import { signedIn, withKey } from '@/lib/testing/contexts'
import { machineContext } from '@/lib/testing/machine'
import { eraseCustomer, eraseCustomerAsStaff } from './erase-customer'

const message = (userId: string) => ({
  id: unique('message'),
  type: 'live' as const,
  conversationId: unique('conversation'),
  user: { id: userId },
  title: 'To Ada',
  body: 'Your card is on its way.',
})

describe('eraseCustomer', () => {
  it('keeps that something was sent, but not to whom or what', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const environmentId = ctx.environment.id
      const userId = unique('ada')
      const customer = await makeCustomer(db, { environmentId, userId })
      await makeDevice(db, { environmentId, customerId: customer.id })
      const pk = await withKey(db, { environmentId, kind: 'publishable' })
      await setPresence(pk, { user: { id: userId }, app: 'background' })
      const { notification, deliveries } = await acceptMessage(ctx, message(userId))

      await eraseCustomer(ctx, { id: userId })

      expect(await findCustomer(db, { environmentId, customerId: customer.id })).toBeUndefined()
      expect(await findNotificationRow(db, { environmentId, id: notification.id })).toMatchObject({
        customerId: null,
        conversationId: null,
        title: null,
        body: null,
        payload: {},
      })
      for (const { id } of deliveries)
        expect(await findDeliveryRow(db, { environmentId, id })).toMatchObject({
          customerId: null,
          deviceId: null,
          address: 'erased',
          state: 'suppressed',
          reason: 'device_disabled',
        })
      const [entry] = await entriesAbout(db, { subjectKind: 'customer', subjectId: customer.id })
      expect(entry).toMatchObject({ action: 'customer.erase', actorKind: 'api_key', actorId: ctx.key.id })
      expect(JSON.stringify(entry)).not.toContain(userId)
    }))

  it('finds a customer by anonymous ID and by Pushdesk’s ID', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const environmentId = ctx.environment.id
      const anonymous = await makeCustomer(db, { environmentId, anonymousId: unique('anonymous') })
      await eraseCustomer(ctx, { id: anonymous.anonymousId ?? '' })
      const other = await makeCustomer(db, { environmentId })
      await eraseCustomer(ctx, { id: other.id })
      expect(await findCustomer(db, { environmentId, customerId: other.id })).toBeUndefined()
    }))

  it('does not find a customer of another environment', () =>
    inRollback(async (db) => {
      const ctx = await machineContext(db)
      const elsewhere = await makeEnvironment(db)
      const customer = await makeCustomer(db, { environmentId: elsewhere.id })
      for (const id of [customer.userId ?? '', customer.id])
        await expect(eraseCustomer(ctx, { id })).rejects.toMatchObject({ reason: 'not-found' })
      expect(await findCustomer(db, { environmentId: elsewhere.id, customerId: customer.id })).toBeDefined()
    }))
})

describe('eraseCustomerAsStaff', () => {
  it('requires an integration manager and is audited under their name', () =>
    inRollback(async (db) => {
      const environment = await makeEnvironment(db)
      const customer = await makeCustomer(db, { environmentId: environment.id })
      const input = { environmentId: environment.id, customerId: customer.id, confirmation: customer.userId ?? '' }
      await expect(eraseCustomerAsStaff(await signedIn(db, { role: 'support' }), input)).rejects.toMatchObject({
        reason: 'forbidden',
      })
      const admin = await signedIn(db, { role: 'admin' })
      expect(await eraseCustomerAsStaff(admin, input)).toEqual({ customerId: customer.id, deviceCount: 0 })
      const [entry] = await entriesAbout(db, { subjectKind: 'customer', subjectId: customer.id })
      expect(entry).toMatchObject({ actorId: admin.staff.id, action: 'customer.erase' })
    }))

  it('keeps the customer unless their name was typed', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const { id: customerId } = await makeCustomer(db, { environmentId })
      const admin = await signedIn(db, { role: 'admin' })
      for (const confirmation of [undefined, '', 'someone else'])
        await expect(eraseCustomerAsStaff(admin, { environmentId, customerId, confirmation })).rejects.toMatchObject({
          code: 'confirmation_needed',
        })
      expect(await findCustomer(db, { environmentId, customerId })).toBeDefined()
    }))
})
