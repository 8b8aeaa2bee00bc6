import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import {
  makeApp,
  makeAttempt,
  makeCompany,
  makeCustomer,
  makeDelivery,
  makeDevice,
  makeEnvironment,
  makeNotification,
  makePresence,
} from '@/db/factories'
import { inRollback } from '@/db/testing'
import { listCustomerNotifications } from '@/lib/customers/list-customer-notifications'
import { showCustomer } from '@/lib/customers/show-customer'
import { exportDeliveries } from '@/lib/deliveries/log/export-deliveries'
import { listDeliveries } from '@/lib/deliveries/log/list-deliveries'
import { readLog } from '@/lib/deliveries/log/read-log'
import { showDelivery } from '@/lib/deliveries/log/show-delivery'
import { diagnose } from '@/lib/diagnosis/diagnose'
import { lookUp } from '@/lib/look-up/look-up'
import { signedIn, withKey } from '@/lib/testing/contexts'
import { removalWord } from './device-labels'
import { disableDevice } from './disable-device'
import { enableDevice } from './enable-device'
import { exportDevices } from './export-devices'
import { listDevices } from './list-devices'
import { removeDevice } from './remove-device'
import { revealDeviceToken } from './reveal-device-token'
import { showDevice } from './show-device'
import { showDeviceTimeline } from './show-device-timeline'

const odd: [name: string, address: string][] = [
  ['one digit', '1'],
  ['one letter', 'e'],
  ['two characters', '12'],
  ['three', 'abc'],
  ['four, a word of JSON', 'null'],
  ['five', '12345'],
  ['one emoji', '😀'],
  ['a family', '👩‍👩‍👧'],
  ['many emojis', '😀'.repeat(100)],
  ['one space', ' '],
  ['spaces around', '  a b  '],
  ['a quote', '"'],
  ['a backslash', '\\'],
  ['a percent sign', '%'],
  ['signs of patterns and replacements', '$&.*+?^{}()|[]\\'],
  ['JSON', '{"a":[1]}'],
  ['HTML', '<script>alert(1)</script>'],
  ['a text that runs backwards', '\u202eabcdef'],
  ['a formula', '=1+1'],
  ['400 characters', 'x'.repeat(400)],
]

async function world(db: Db, address: string) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const environment = await makeEnvironment(db, { appId: app.id })
  const sandbox = await makeEnvironment(db, { appId: app.id, name: 'production' })
  const environmentId = environment.id
  const customer = await makeCustomer(db, { environmentId })
  const given = { kind: 'uuid' as const, address }
  const device = await makeDevice(db, { ...given, environmentId, customerId: customer.id })
  await makeDevice(db, { ...given, environmentId: sandbox.id })
  await makePresence(db, { environmentId, customerId: customer.id, deviceId: device.id })
  const notification = await makeNotification(db, { environmentId, customerId: customer.id })
  const sent = { ...given, deviceKind: 'uuid' as const, environmentId, notificationId: notification.id }
  const delivery = await makeDelivery(db, { ...sent, customerId: customer.id, deviceId: device.id, state: 'failed' })
  await makeDelivery(db, { ...sent, customerId: customer.id, deviceId: device.id })
  await makeAttempt(db, {
    environmentId,
    deliveryId: delivery.id,
    outcome: 'rejected',
    status: 410,
    request: {
      method: 'POST',
      url: `https://push.example.com/${encodeURIComponent(address)}`,
      headers: { 'content-type': 'application/json' },
      body: { uuid: address, count: 1 },
    },
    response: { headers: {}, body: { gone: address, seen: 12 } },
  })
  const admin = await signedIn(db, { role: 'admin' })
  const machine = await withKey(db, { environmentId, kind: 'secret' })
  return { environmentId, customer, device, delivery, admin, machine, address }
}

type World = Awaited<ReturnType<typeof world>>

/** Every verb that masks an address or shows data that belongs to one. */
const places: Record<string, (world: World) => Promise<unknown>> = {
  'the delivery’s page': ({ admin, environmentId, delivery }) =>
    showDelivery(admin, { environmentId, deliveryId: delivery.id }),
  'the log': ({ admin, environmentId }) => listDeliveries(admin, { environmentId }),
  'the exported log': ({ admin, environmentId }) => exportDeliveries(admin, { environmentId }),
  'the log of the API': ({ machine }) => readLog(machine, { limit: 10 }),
  'the device’s page': ({ admin, environmentId, device }) => showDevice(admin, { environmentId, deviceId: device.id }),
  'the device’s timeline': ({ admin, environmentId, device }) =>
    showDeviceTimeline(admin, { environmentId, deviceId: device.id }),
  'the list of devices': ({ admin, environmentId }) => listDevices(admin, { environmentId }),
  'the exported devices': ({ admin, environmentId }) => exportDevices(admin, { environmentId }),
  'the customer’s page': ({ admin, environmentId, customer }) =>
    showCustomer(admin, { environmentId, customerId: customer.id }),
  'the customer’s notifications': ({ admin, environmentId, customer }) =>
    listCustomerNotifications(admin, { environmentId, customerId: customer.id }),
  'the diagnosis': ({ admin, environmentId, customer }) => diagnose(admin, { environmentId, customer: customer.id }),
  'the look-up of the customer': ({ admin, customer }) => lookUp(admin, { text: customer.userId ?? '' }),
  disabling: ({ admin, environmentId, device }) => disableDevice(admin, { environmentId, deviceId: device.id }),
  enabling: ({ admin, environmentId, device }) => enableDevice(admin, { environmentId, deviceId: device.id }),
}

describe.each(odd)('an address of %s', (_, address) => {
  it('breaks no page, list, or export, and appears whole in none of them', () =>
    inRollback(async (db) => {
      const here = await world(db, address)
      const broken: Record<string, unknown> = {}
      for (const [place, shows] of Object.entries(places)) {
        const shown = await shows(here).catch((error: unknown) => {
          broken[place] = error
        })
        // A shorter address can be part of any text.
        if (address.length >= 8 && JSON.stringify(shown ?? '').includes(JSON.stringify(address).slice(1, -1)))
          broken[place] = shown
      }
      expect(broken).toEqual({})
    }))

  it('can be searched for, revealed, and removed', () =>
    inRollback(async (db) => {
      const here = await world(db, address)
      const { admin, environmentId, device } = here
      const one = { environmentId, deviceId: device.id }
      if (address.trim()) await lookUp(admin, { text: address })
      if (address.trim()) await listDevices(admin, { environmentId, text: address })
      expect(await revealDeviceToken(admin, one)).toEqual({ address })
      await disableDevice(admin, one)
      await removeDevice(admin, { ...one, confirmation: removalWord })
      expect((await listDevices(admin, { environmentId })).devices).toEqual([])
    }))
})
