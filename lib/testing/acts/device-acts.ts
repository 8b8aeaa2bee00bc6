import type { Db } from '@/db/client'
import { makeCustomer, makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { exportAudit } from '@/lib/audit/export-audit'
import { revokeCase } from '@/lib/case-files/revoke-case'
import { shareCase } from '@/lib/case-files/share-case'
import { eraseCustomerAsStaff } from '@/lib/customers/erase-customer'
import { exportCustomerAsStaff } from '@/lib/customers/export-customer'
import { exportDeliveries } from '@/lib/deliveries/log/export-deliveries'
import { recoverFailed } from '@/lib/deliveries/recover-failed'
import { sendAgain } from '@/lib/deliveries/send-again'
import { removalWord } from '@/lib/devices/device-labels'
import { disableDevice } from '@/lib/devices/disable-device'
import { enableDevice } from '@/lib/devices/enable-device'
import { exportDevices } from '@/lib/devices/export-devices'
import { removeDevice } from '@/lib/devices/remove-device'
import { revealDeviceToken } from '@/lib/devices/reveal-device-token'
import { sendTest } from '@/lib/notifications/send-test'
import { askPhone } from '@/lib/probes/ask-phone'
import { signedIn } from '@/lib/testing/contexts'
import { type Act, aSentence } from './act'

async function here(db: Db, given: { status?: 'active' | 'disabled' } = {}) {
  const ctx = await signedIn(db, { role: 'admin' })
  const { id: environmentId } = await makeEnvironment(db)
  const device = await makeDevice(db, { environmentId, ...given })
  return { ctx, environmentId, device, deviceId: device.id }
}

async function failed(db: Db) {
  const { ctx, environmentId } = await here(db)
  const delivery = await makeDelivery(db, { environmentId, state: 'failed', endedAt: new Date() })
  return { ctx, environmentId, deliveryId: delivery.id }
}

export const deviceActs: Act[] = [
  {
    verb: 'disableDevice',
    async arrange(db) {
      const { ctx, environmentId, deviceId } = await here(db)
      return {
        ctx,
        act: () => disableDevice(ctx, { environmentId, deviceId }),
        before: { status: 'active', reason: 'registered' },
      }
    },
    again: aSentence,
  },
  {
    verb: 'askPhone',
    async arrange(db) {
      const { ctx, environmentId, deviceId } = await here(db)
      return { ctx, act: () => askPhone(ctx, { environmentId, deviceId }) }
    },
    again: 'makes another one',
  },
  {
    verb: 'enableDevice',
    async arrange(db) {
      const { ctx, environmentId, deviceId } = await here(db, { status: 'disabled' })
      return {
        ctx,
        act: () => enableDevice(ctx, { environmentId, deviceId }),
        before: { status: 'disabled', reason: 'registered' },
      }
    },
    again: aSentence,
  },
  {
    verb: 'removeDevice',
    async arrange(db) {
      const { ctx, environmentId, device, deviceId } = await here(db)
      return {
        ctx,
        act: () => removeDevice(ctx, { environmentId, deviceId, confirmation: removalWord }),
        before: { kind: 'device_token', status: 'active', customerId: device.customerId },
      }
    },
    again: aSentence,
  },
  {
    verb: 'revealDeviceToken',
    async arrange(db) {
      const { ctx, environmentId, deviceId } = await here(db)
      return { ctx, act: () => revealDeviceToken(ctx, { environmentId, deviceId }) }
    },
    again: 'only shows',
  },
  {
    verb: 'exportCustomerAsStaff',
    async arrange(db) {
      const { ctx, environmentId } = await here(db)
      const { id: customerId } = await makeCustomer(db, { environmentId })
      return { ctx, act: () => exportCustomerAsStaff(ctx, { environmentId, customerId }) }
    },
    again: 'only shows',
  },
  {
    verb: 'eraseCustomerAsStaff',
    async arrange(db) {
      const { ctx, environmentId } = await here(db)
      const { id: customerId, userId } = await makeCustomer(db, { environmentId })
      const confirmation = userId ?? undefined
      return { ctx, act: () => eraseCustomerAsStaff(ctx, { environmentId, customerId, confirmation }) }
    },
    again: aSentence,
  },
  {
    verb: 'sendAgain',
    async arrange(db) {
      const { ctx, environmentId, deliveryId } = await failed(db)
      return { ctx, act: () => sendAgain(ctx, { environmentId, deliveryId }) }
    },
    again: 'makes another one',
  },
  {
    verb: 'sendTest',
    async arrange(db) {
      const { ctx, environmentId, deviceId } = await here(db)
      return { ctx, act: () => sendTest(ctx, { environmentId, deviceId, body: 'Is it there?' }) }
    },
    again: 'makes another one',
  },
  {
    verb: 'recoverFailed',
    async arrange(db) {
      const { ctx, environmentId } = await failed(db)
      const since = new Date(Date.now() - 60_000)
      return { ctx, act: () => recoverFailed(ctx, { environmentId, since, expectedCount: 1 }) }
    },
    again: /^Nothing is left to resend\.$|^Someone else is resending these right now/,
  },
  {
    verb: 'exportDevices',
    async arrange(db) {
      const { ctx, environmentId } = await here(db)
      return { ctx, act: () => exportDevices(ctx, { environmentId }) }
    },
    again: 'only shows',
  },
  {
    verb: 'exportDeliveries',
    async arrange(db) {
      const { ctx, environmentId } = await here(db)
      return { ctx, act: () => exportDeliveries(ctx, { environmentId }) }
    },
    again: 'only shows',
  },
  {
    verb: 'exportAudit',
    async arrange(db) {
      const { ctx } = await here(db)
      return { ctx, act: () => exportAudit(ctx, { action: 'none.such' }) }
    },
    again: 'only shows',
  },
  {
    verb: 'shareCase',
    async arrange(db) {
      const { ctx, environmentId, device } = await here(db)
      return { ctx, act: () => shareCase(ctx, { environmentId, customerId: device.customerId }) }
    },
    again: 'makes another one',
  },
  {
    verb: 'revokeCase',
    async arrange(db) {
      const { ctx, environmentId, device } = await here(db)
      const { customerId } = device
      const { id: caseFileId, expiresAt } = await shareCase(ctx, { environmentId, customerId })
      return {
        ctx,
        act: () => revokeCase(ctx, { environmentId, caseFileId }),
        before: { customerId, expiresAt: expiresAt.toISOString(), hasTexts: false, openedCount: 0 },
      }
    },
    again: aSentence,
  },
]
