import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database, Db } from '@/db/client'
import { deviceTokenHex, makeAttempt, makeDelivery, makeDevice, makeEnvironment } from '@/db/factories'
import { tablesWith } from '@/db/find-text'
import { emptyDatabase, inRollback as inRollbackOf } from '@/db/testing'
import { eraseCustomer } from '@/lib/customers/erase-customer'
import { exportCustomer } from '@/lib/customers/export-customer'
import { showDelivery } from '@/lib/deliveries/log/show-delivery'
import { signedIn, withKey } from '@/lib/testing/contexts'
import { hashOldAddresses } from './old-addresses'

// An own database: other tests' deliveries would be hashed too.
let own: Database
beforeAll(async () => {
  own = await emptyDatabase()
})
afterAll(() => own.close())

const inRollback = (test: (db: Db) => Promise<void>) => inRollbackOf(test, own)
const ago = (days: number) => new Date(Date.now() - days * 86_400_000)
const hash = (db: Db, days = 35) => hashOldAddresses({ ...own, db }, { days })

async function sentTo(db: Db, environmentId: string, { address, days }: { address: string; days: number }) {
  const at = ago(days)
  const delivery = await makeDelivery(db, { environmentId, address, createdAt: at, endedAt: at, state: 'failed' })
  await makeAttempt(db, {
    ...{ environmentId, deliveryId: delivery.id, number: 1, outcome: 'rejected', status: 410, reason: 'Unregistered' },
    request: {
      method: 'POST',
      url: `https://api.push.apple.com/3/device/${address}`,
      headers: {},
      body: { to: address },
    },
    response: { headers: { 'apns-id': delivery.id }, body: { token: address } },
  })
  return delivery
}

it('removes the address of an old delivery from the log, and keeps that of a recent one', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const [old, recent] = [deviceTokenHex(), deviceTokenHex()]
    const delivery = await sentTo(db, environmentId, { address: old, days: 36 })
    await sentTo(db, environmentId, { address: recent, days: 34 })
    await hash(db)
    expect(await tablesWith(db, old)).toEqual([])
    expect(await tablesWith(db, recent)).toEqual(['attempts', 'deliveries'])
    const admin = await signedIn(db, { role: 'admin' })
    const { maskedAddress, attempts } = await showDelivery(admin, { environmentId, deliveryId: delivery.id })
    expect(maskedAddress).toBe('hashed')
    expect(attempts).toMatchObject([{ request: { method: 'POST' }, response: { headers: { 'apns-id': delivery.id } } }])
  }))

it('hashes all old addresses, whatever the batches, and later those that become old', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const addresses = Array.from({ length: 300 }, () => deviceTokenHex())
    const at = ago(40)
    for (const address of addresses)
      await makeDelivery(db, { environmentId, address, createdAt: at, endedAt: at, state: 'failed' })
    const later = await sentTo(db, environmentId, { address: deviceTokenHex(), days: 34 })
    await hash(db)
    const whole = async () =>
      (await db.query.deliveries.findMany()).filter(({ address }) => !address.startsWith('hmac:')).map(({ id }) => id)
    expect(await whole()).toEqual([later.id])
    await hash(db, 33)
    expect(await whole()).toEqual([])
  }))

it('keeps the address of a delivery that hasn’t ended', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const open = await makeDelivery(db, { environmentId, createdAt: ago(40), endedAt: null, state: 'queued' })
    await hash(db)
    expect(await tablesWith(db, open.address)).toContain('deliveries')
  }))

it('a hashed address still matches: an export includes it, and an erasure removes it', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const sk = await withKey(db, { environmentId, kind: 'secret' })
    const device = await makeDevice(db, { environmentId })
    // Sent before the registration: only the address identifies the customer.
    const { id } = await sentTo(db, environmentId, { address: device.address, days: 36 })
    await hash(db)
    const { tables } = await exportCustomer(sk, { id: device.customerId })
    expect(tables.deliveries).toMatchObject([{ id, address: expect.stringMatching(/^hmac:/) }])
    await eraseCustomer(sk, { id: device.customerId })
    const row = await db.query.deliveries.findFirst({ where: (one, { eq }) => eq(one.id, id) })
    expect(row).toMatchObject({ address: 'erased' })
  }))
