import { describe, expect, it } from 'vitest'
import { makeCompany, makeCustomer, makeDevice, makeEnvironment, makePresence } from '@/db/factories'
import { findEnvironment } from '@/db/queries/companies'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { sendAgentMessage } from './send-agent-message'

const message = { conversationId: 'conversation-1', title: 'Northwind Bank', body: 'Your card is on its way.' }

describe('sendAgentMessage', () => {
  it('does what the platform does when an agent writes, and is audited', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const customer = await makeCustomer(db, { environmentId })
      await makeDevice(db, { environmentId, customerId: customer.id })
      await makeDevice(db, { environmentId, customerId: customer.id, permission: 'denied' })
      const companyId = (await findEnvironment(db, { environmentId }))?.companyId ?? ''
      const ctx = await signedIn(db, { role: 'support', companyIds: [companyId] })
      const user = { id: customer.userId ?? '' }
      const { notification, deliveries } = await sendAgentMessage(ctx, { environmentId, user, unread: 2, ...message })
      expect(notification).toMatchObject({ type: 'live', conversationId: 'conversation-1' })
      expect(notification.payload).toMatchObject({ aps: { badge: 2 } })
      expect(deliveries.map(({ state, reason }) => [state, reason]).sort()).toEqual([
        ['queued', null],
        ['suppressed', 'permission_denied'],
      ])
      const [entry] = await entriesAbout(db, { subjectKind: 'notification', subjectId: notification.id })
      expect(entry).toMatchObject({ action: 'simulator.agent_message', actorId: ctx.staff.id })
    }))

  it('is suppressed while the customer has the chat open, and creates a new message each time', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db)
      const customer = await makeCustomer(db, { environmentId })
      const device = await makeDevice(db, { environmentId, customerId: customer.id })
      await makePresence(db, { environmentId, customerId: customer.id, deviceId: device.id, chat: 'connected' })
      const ctx = await signedIn(db, { role: 'admin' })
      const given = { environmentId, user: { id: customer.userId ?? '' }, ...message }
      const [first, second] = [await sendAgentMessage(ctx, given), await sendAgentMessage(ctx, given)]
      expect(first.deliveries).toMatchObject([{ state: 'suppressed', reason: 'chat_connected' }])
      expect(second.notification.id).not.toBe(first.notification.id)
    }))

  it('never goes to real phones or to other companies’ customers', () =>
    inRollback(async (db) => {
      const { id: environmentId } = await makeEnvironment(db, { apnsServer: 'apple' })
      const given = { environmentId, user: { id: 'anyone' }, ...message }
      const admin = await signedIn(db, { role: 'admin' })
      await expect(sendAgentMessage(admin, given)).rejects.toMatchObject({ reason: 'conflict' })
      const stranger = await signedIn(db, { role: 'support', companyIds: [(await makeCompany(db)).id] })
      await expect(sendAgentMessage(stranger, given)).rejects.toMatchObject({ reason: 'not-found' })
    }))
})
